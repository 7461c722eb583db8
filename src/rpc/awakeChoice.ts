/** Decides whether to wait awake or asleep, by how long either took lately. */
export interface AwakeChoice {
  /** For the wait that begins. */
  next(): boolean;
  /** How long a wait took until what was expected arrived. */
  took(wasAwake: boolean, ms: number): void;
}

/** To be worth its work, being awake must make waits shorter by a fifth. */
const worthwhile = 0.8;

/** One wait of so many is done the other way, to see how long it would take. */
const trialEvery = 16;

/** Each wait counts for a quarter of what is known. */
const weight = 1 / 4;

/**
 * On a machine with a core to spare a thread that is awake takes a message sooner than one that has
 * to be woken; on a busy one it keeps the other end from running.
 *
 * @param msMax longer waits count as this long: nothing is known of their cause
 */
export function createAwakeChoice(msMax: number): AwakeChoice {
  let awakeMs: number | undefined;
  let asleepMs: number | undefined;
  let waits = 0;
  return {
    next() {
      waits += 1;
      const isBetter = (awakeMs ?? 0) < worthwhile * (asleepMs ?? msMax);
      return waits % trialEvery === 0 ? !isBetter : isBetter;
    },
    took(wasAwake, ms) {
      const counted = Math.min(ms, msMax);
      const weighed = (before = counted) => before + (counted - before) * weight;
      if (wasAwake) awakeMs = weighed(awakeMs);
      else asleepMs = weighed(asleepMs);
    },
  };
}
