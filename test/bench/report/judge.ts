import type { Measured, Result, Row } from '../row';

/**
 * Holds figures against the goal of their row.
 *
 * @param measured `null` where the row could not be measured here; then it neither holds nor fails
 */
export function judge(row: Pick<Row, 'name' | 'unit' | 'goal'>, measured: Measured | null): Result {
  const { name, unit, goal } = row;
  const { ours = null, peer = null, floor = null, ratio = null } = measured ?? {};
  const judged = ratio ?? ours;
  const holds = goal && judged !== null ? reaches(goal.bound, judged, goal.value) : null;
  const figures = { ours: round(ours), peer: round(peer), floor: round(floor) };
  return { name, unit, ...figures, ratio: round(ratio), goal: goal?.value ?? null, holds };
}

/** A row on which the product gave up: without figures, and short of any goal. */
export function failed(row: Pick<Row, 'name' | 'unit' | 'goal'>): Result {
  return { ...judge(row, null), holds: row.goal ? false : null };
}

function reaches(bound: 'atLeast' | 'atMost', value: number, goal: number): boolean {
  return bound === 'atLeast' ? value >= goal : value <= goal;
}

/** Four digits are more than any of this is repeatable to. */
function round(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(4));
}
