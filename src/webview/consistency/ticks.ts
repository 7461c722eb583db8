import type { TimeAxis } from './timeAxis';
import type { Viewport } from './viewport';

/** A line of the axis with its simulated time. */
export interface Tick {
  readonly position: number;
  readonly ms: number;
  /** Distance between two ticks where time runs evenly. */
  readonly stepMs: number;
}

const apartPx = 110;
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second],
  ...[minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute],
  ...[hour, 2 * hour, 6 * hour, 12 * hour, day, 7 * day, 30 * day, 365 * day],
];

/** Round simulated times that are in sight, far enough from each other to be read. */
export function ticksOf(axis: TimeAxis, view: Viewport, widthPx: number): readonly Tick[] {
  if (axis.positions.length === 0) return [];
  const wanted = view.msPerPx * apartPx;
  const stepMs = steps.find((step) => step >= wanted) ?? 365 * day;
  const ticks: Tick[] = [];
  let last = -Infinity;
  for (let px = 0; px <= widthPx + apartPx; px += apartPx / 2) {
    const { ms, epoch } = axis.timeAt(view.from + px * view.msPerPx);
    const round = Math.floor(ms / stepMs) * stepMs;
    const position = axis.timeAt(0).ms > round ? view.from - Infinity : axis.at(epoch, round);
    const isInSight = position >= view.from && position <= view.from + widthPx * view.msPerPx;
    if (!isInSight || position - last < (apartPx / 2) * view.msPerPx) continue;
    // A clock that stands still, or that was set, has no place for a time of its own.
    if (Math.abs(axis.timeAt(position).ms - round) > stepMs / 2) continue;
    ticks.push({ position, ms: round, stepMs });
    last = position;
  }
  return ticks;
}
