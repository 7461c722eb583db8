/** Tells crashes that happen now and then from a loop of them. */
export interface CrashCount {
  /** Counts one; true where there were too many in a short time. */
  add(): boolean;
  reset(): void;
}

const crashesMax = 3;
const withinMs = 60_000;

/** Counts crashes of the emulator that this process runs. */
export function createCrashCount(now: () => number = () => performance.now()): CrashCount {
  let times: readonly number[] = [];
  return {
    add() {
      const nowMs = now();
      times = [...times.filter((ms) => nowMs - ms < withinMs), nowMs];
      return times.length >= crashesMax;
    },
    reset() {
      times = [];
    },
  };
}
