/** What a place on the axis is made from. */
export interface Moment {
  /** Simulated time. */
  readonly atMs: number;
  readonly realMs: number;
  /** How often time was set back before. */
  readonly epoch: number;
}

/** A stretch of the axis where nothing could happen, drawn shorter than it was. */
export interface AxisBreak {
  readonly position: number;
  /** Milliseconds that are not drawn; `null` where time was set back. */
  readonly skippedMs: number | null;
}

/**
 * Where simulated time stands on the axis. Positions are milliseconds from the first moment,
 * except that long idle times are shortened, that a stopped clock gives each moment a place of its
 * own, and that time which was set back goes on to the right.
 */
export interface TimeAxis {
  /** Of the moments, in their order. */
  readonly positions: Float64Array;
  readonly breaks: readonly AxisBreak[];
  readonly end: number;
  at(epoch: number, ms: number): number;
  timeAt(position: number): { readonly ms: number; readonly epoch: number };
}

/** Of moments with the same simulated time, whose real times may be the same too. */
const stepMsMin = 0.02;
const stepMsMax = 500;
const setBackWidthMs = 2_000;

/**
 * @param moments by epoch, then by simulated time, then by real time
 * @param gapMsMax what is longer is drawn as long as this
 */
export function createTimeAxis(moments: readonly Moment[], gapMsMax: number): TimeAxis {
  const positions = new Float64Array(moments.length);
  const breaks: AxisBreak[] = [];
  moments.forEach((moment, index) => {
    const before = moments[index - 1];
    if (!before) return;
    const from = positions[index - 1] ?? 0;
    positions[index] = from + distance(before, moment, gapMsMax);
    const skippedMs = moment.atMs - before.atMs - gapMsMax;
    if (moment.epoch !== before.epoch) {
      breaks.push({ position: from + setBackWidthMs / 2, skippedMs: null });
    } else if (skippedMs > 0) breaks.push({ position: positions[index] ?? 0, skippedMs });
  });
  const count = moments.length;

  /** The last moment that is not after the one looked for; -1 where there is none. */
  function lastBefore(isAfter: (index: number) => boolean): number {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isAfter(middle)) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  return {
    positions,
    breaks,
    end: positions[count - 1] ?? 0,
    at(epoch, ms) {
      const index = lastBefore((middle) => {
        const moment = moments[middle];
        return !moment || moment.epoch > epoch || (moment.epoch === epoch && moment.atMs > ms);
      });
      const moment = moments[index];
      if (!moment) return 0;
      const from = positions[index] ?? 0;
      // Time was set back before; what lies earlier than its first moment begins with it.
      if (moment.epoch !== epoch) return positions[index + 1] ?? from;
      const to = from + Math.min(ms - moment.atMs, gapMsMax);
      const next = moments[index + 1];
      return next ? Math.min(to, positions[index + 1] ?? to) : to;
    },
    timeAt(position) {
      const index = Math.max(
        0,
        lastBefore((middle) => (positions[middle] ?? 0) > position),
      );
      const moment = moments[index];
      if (!moment) return { ms: 0, epoch: 0 };
      const ms = moment.atMs + position - (positions[index] ?? 0);
      const next = moments[index + 1];
      const isSameEpoch = next?.epoch === moment.epoch;
      return { ms: isSameEpoch ? Math.min(ms, next.atMs) : ms, epoch: moment.epoch };
    },
  };
}

function distance(before: Moment, moment: Moment, gapMsMax: number): number {
  if (moment.epoch !== before.epoch) return setBackWidthMs;
  const passed = moment.atMs - before.atMs;
  if (passed > 0) return Math.min(passed, gapMsMax);
  return Math.min(stepMsMax, Math.max(stepMsMin, moment.realMs - before.realMs));
}
