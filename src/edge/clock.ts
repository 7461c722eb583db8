/** Where simulated time comes from. */
export interface Clock {
  /** Milliseconds since 1970; never less than before, except after a reset. */
  now(): number;
}

/** `offsetMs` is simulated minus real time; the clock is live where it is 0 and not paused. */
export interface ClockState {
  readonly nowMs: number;
  readonly paused: boolean;
  readonly offsetMs: number;
  /** Stands still for a while by itself: see {@link SimulatedClock.hold}. */
  readonly held?: true;
}

/** A clock that follows real time until somebody moves or stops it. */
export interface SimulatedClock extends Clock {
  /**
   * Moves time forward, also while it is paused.
   *
   * @throws RangeError unless `ms` is a whole number from 0 that a date can still hold
   */
  advance(ms: number): void;
  /** Stops time where it is. */
  pause(): void;
  /** Back to real time, running; the one way in which time goes backwards. */
  reset(): void;
  /** Time stands still until each hold is released, and then goes on from where it stood. */
  hold(): void;
  release(): void;
  state(): ClockState;
}

/** The last moment that a JavaScript date can hold. */
const timeMsMax = 8_640_000_000_000_000;

/**
 * Makes a clock that is live at first, or that goes on from a state.
 *
 * @param realNow the machine's clock; when it is set back, simulated time runs on regardless
 * @param from state of an earlier clock: a moving one has kept its offset, a paused one its time
 */
export function createSimulatedClock(realNow: () => number, from?: ClockState): SimulatedClock {
  let offsetMs = from && !from.paused ? from.offsetMs : 0;
  let pausedAtMs: number | null = from?.paused ? from.nowMs : null;
  let setBackMs = 0;
  let lastRealMs = realNow();
  let holds = 0;
  /** Steady time at which the first hold began. */
  let heldAtMs: number | null = null;

  /** Real time, without the jumps of a machine clock that was set back. */
  function steadyNow(): number {
    const realMs = realNow();
    if (realMs < lastRealMs) setBackMs += lastRealMs - realMs;
    lastRealMs = realMs;
    return realMs + setBackMs;
  }

  function now(): number {
    const steadyMs = steadyNow();
    return pausedAtMs ?? (heldAtMs ?? steadyMs) + offsetMs;
  }

  return {
    now,

    advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0 || now() + ms > timeMsMax) {
        throw new RangeError(
          `Simulated time moves forward by a whole number of milliseconds, not by ${ms}.`,
        );
      }
      if (pausedAtMs === null) offsetMs += ms;
      else pausedAtMs += ms;
    },

    pause() {
      pausedAtMs ??= now();
    },

    reset() {
      offsetMs = 0;
      pausedAtMs = null;
      setBackMs = 0;
      if (heldAtMs !== null) heldAtMs = steadyNow();
    },

    hold() {
      holds += 1;
      heldAtMs ??= steadyNow();
    },

    release() {
      holds -= 1;
      if (holds > 0 || heldAtMs === null) return;
      // A paused clock has kept its time by itself, and takes a new offset when it is reset.
      offsetMs -= steadyNow() - heldAtMs;
      heldAtMs = null;
    },

    state() {
      const nowMs = now();
      const offset = nowMs - steadyNow();
      const held = heldAtMs === null ? {} : { held: true as const };
      return { nowMs, paused: pausedAtMs !== null, offsetMs: offset, ...held };
    },
  };
}
