import { createSeededRandom } from '../../seededRandom';
import type { Choose } from './runSchedule';

/** Each request until it ends or must wait, the first one first. */
export function inTurn(): Choose {
  return following([]);
}

export function atRandom(seed: number): Choose {
  const random = createSeededRandom(seed);
  return (enabled) => enabled[Math.floor(random() * enabled.length)] ?? 0;
}

/** As given; where that request cannot, or nothing more is given, whoever went last goes on. */
export function following(schedule: readonly number[]): Choose {
  let step = 0;
  let last = -1;
  return (enabled) => {
    const wanted = schedule[step++] ?? -1;
    const going = [wanted, last].find((one) => enabled.includes(one));
    last = going ?? enabled[0] ?? 0;
    return last;
  };
}

/** The order that comes after one in a search of all; `undefined` after the last. */
export function nextPrefix(
  schedule: readonly number[],
  choices: readonly (readonly number[])[],
): readonly number[] | undefined {
  for (let step = schedule.length - 1; step >= 0; step -= 1) {
    const enabled = choices[step] ?? [];
    const order = searchOrder(enabled, schedule[step - 1]);
    const next = order[order.indexOf(schedule[step] ?? -1) + 1];
    if (next !== undefined) return [...schedule.slice(0, step), next];
  }
  return undefined;
}

/** Whoever went last goes on first, so that the search begins with few changes of turn. */
function searchOrder(enabled: readonly number[], last: number | undefined): readonly number[] {
  if (last === undefined || !enabled.includes(last)) return enabled;
  return [last, ...enabled.filter((one) => one !== last)];
}

/** In how many orders so many steps of each request can be made; `Infinity` where that is many. */
export function countOrders(schedule: readonly number[]): number {
  const counts = new Map<number, number>();
  let orders = 1;
  for (const [index, request] of schedule.entries()) {
    const count = (counts.get(request) ?? 0) + 1;
    counts.set(request, count);
    orders = (orders * (index + 1)) / count;
    if (orders > 1e9) return Infinity;
  }
  return Math.round(orders);
}

/** How often the turn changes from one request to another. */
export function countTurns(schedule: readonly number[]): number {
  return schedule.filter((one, step) => step > 0 && one !== schedule[step - 1]).length;
}
