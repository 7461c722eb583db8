import type { CheckRun } from '../../../rpc/checkApi';
import { atRandom, countOrders, following, inTurn, nextPrefix } from './orders';
import type { Choose } from './runSchedule';

/** A run, and what else could have been chosen in it. */
export interface JudgedRun {
  readonly run: CheckRun;
  readonly choices: readonly (readonly number[])[];
}

export interface Explored {
  readonly schedulesRun: number;
  readonly exhaustive: boolean;
  /** One request after the other. */
  readonly first: CheckRun;
  readonly failed?: CheckRun;
}

/** Of more requests the orders are too many for a search of all. */
const exhaustiveRequestsMax = 4;

/**
 * Tries orders until one goes wrong: one request after the other first, then orders that a seed
 * decides, then all there are; where those are few, all at once.
 */
export async function explore(
  execute: (choose: Choose) => Promise<JudgedRun>,
  { requests, schedules, seed }: Record<'requests' | 'schedules' | 'seed', number>,
): Promise<Explored> {
  const begin = await execute(inTurn());
  const first = begin.run;
  let schedulesRun = 1;
  const failing = (failed: CheckRun): Explored => ({
    ...{ schedulesRun, exhaustive: false, first, failed },
  });
  if (first.violations.length > 0) return failing(first);
  const canSearch = requests <= exhaustiveRequestsMax;
  const isSmall = countOrders(first.schedule) <= schedules;
  const randomEnd = isSmall ? 0 : canSearch ? Math.ceil(schedules / 2) : schedules;
  for (; schedulesRun < randomEnd; schedulesRun += 1) {
    const { run } = await execute(atRandom(seed + schedulesRun));
    if (run.violations.length > 0) {
      schedulesRun += 1;
      return failing(run);
    }
  }
  let last: JudgedRun = begin;
  while (isSmall || canSearch) {
    const prefix = nextPrefix(last.run.schedule, last.choices);
    if (!prefix) return { schedulesRun, exhaustive: true, first };
    if (schedulesRun >= schedules) break;
    last = await execute(following(prefix));
    schedulesRun += 1;
    if (last.run.violations.length > 0) return failing(last.run);
  }
  return { schedulesRun, exhaustive: false, first };
}
