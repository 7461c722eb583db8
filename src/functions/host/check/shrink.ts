import type { CheckRun, CheckViolation } from '../../../rpc/checkApi';
import { atRandom, countTurns, following, inTurn } from './orders';
import type { PreparedRequest } from './preparedRequest';
import type { Choose } from './runSchedule';

type Execute = (requests: readonly PreparedRequest[], choose: Choose) => Promise<CheckRun>;

/** What shrinking may cost. */
const runsMax = 300;
/** Other orders of fewer requests, where the same one does no harm any more. */
const ordersOfFewer = 8;

/**
 * Looks for the same fault with fewer requests, then with fewer changes of turn. Deterministic:
 * what it finds follows from the run alone.
 */
export async function shrink(
  failed: CheckRun,
  requests: readonly PreparedRequest[],
  execute: Execute,
): Promise<CheckRun> {
  const [fault] = failed.violations;
  let runs = 0;

  async function fails(some: readonly PreparedRequest[], choose: Choose) {
    if (runs >= runsMax) return undefined;
    runs += 1;
    const run = await execute(some, choose);
    const isSame = (one: CheckViolation): boolean =>
      one.key === fault?.key && familyOf(one) === familyOf(fault);
    return run.violations.some(isSame) ? run : undefined;
  }

  async function withFewer(some: readonly PreparedRequest[], run: CheckRun, without: number) {
    const fewer = some.filter((_, index) => index !== without);
    const schedule = run.schedule
      .filter((one) => one !== without)
      .map((one) => (one > without ? one - 1 : one));
    const orders = [
      following(schedule),
      inTurn(),
      ...Array.from({ length: ordersOfFewer }, (_, seed) => atRandom(seed)),
    ];
    for (const order of orders) {
      const smaller = await fails(fewer, order);
      if (smaller) return { fewer, smaller };
    }
    return undefined;
  }

  let best = failed;
  let left = requests;
  for (let without = left.length - 1; without >= 0 && left.length > 1; without -= 1) {
    const found = await withFewer(left, best, without);
    if (!found) continue;
    best = found.smaller;
    left = found.fewer;
    without = Math.min(without, left.length);
  }
  for (let better: CheckRun | undefined = best; better;) {
    better = await withFewerTurns(best, (order) => fails(left, following(order)));
    best = better ?? best;
  }
  return best;
}

/** A change that was lost to a stale read is lost more simply to two requests at once. */
function familyOf({ kind }: CheckViolation): CheckViolation['kind'] {
  return kind === 'staleReadThenWrite' ? 'lostUpdate' : kind;
}

/** One step is made earlier or later: a run with fewer changes of turn, or fewer steps. */
async function withFewerTurns(
  { schedule }: CheckRun,
  fails: (schedule: readonly number[]) => Promise<CheckRun | undefined>,
): Promise<CheckRun | undefined> {
  const tried = new Set<string>();
  const turns = countTurns(schedule);
  for (let from = 0; from < schedule.length; from += 1) {
    for (let to = 0; to < schedule.length; to += 1) {
      const moved = schedule.filter((_, index) => index !== from);
      moved.splice(to, 0, schedule[from] ?? 0);
      if (countTurns(moved) >= turns || tried.has(moved.join())) continue;
      tried.add(moved.join());
      const run = await fails(moved);
      if (run && countTurns(run.schedule) < turns) return run;
    }
  }
  return undefined;
}
