import { edgeLimits } from './edgeLimits';

/** Where simulated time comes from. */
export interface Clock {
  /** Milliseconds since 1970; never less than before, except after a reset. */
  now(): number;
}

/**
 * `offsetMs` is simulated minus real time. The clock is live where that is 0, `speed` is 1 and it
 * is not paused.
 */
export interface ClockState {
  readonly nowMs: number;
  readonly paused: boolean;
  readonly offsetMs: number;
  /** Simulated milliseconds a real one, while the clock runs. */
  readonly speed: number;
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
  /**
   * Lets time run at a speed from where it is, also where it was paused.
   *
   * @throws RangeError unless `speed` is a number from 1 to 10,000
   */
  run(speed: number): void;
  /** Back to real time, running; the one way in which time goes backwards. */
  reset(): void;
  /** Time stands still until each hold is released, and then goes on from where it stood. */
  hold(): void;
  release(): void;
  state(): ClockState;
}

/** The last moment that a JavaScript date can hold. */
const timeMsMax = 8_640_000_000_000_000;

function runOn({ nowMs, offsetMs, speed }: ClockState, realMs: number): number {
  return passed(nowMs, realMs - (nowMs - offsetMs), speed);
}

function passed(fromMs: number, elapsedMs: number, speed: number): number {
  return Math.min(fromMs + Math.floor(Math.max(0, elapsedMs) * speed), timeMsMax);
}

/**
 * Makes a clock that is live at first, or that goes on from a state.
 *
 * @param realNow the machine's clock; when it is set back, simulated time runs on regardless
 * @param from state of an earlier clock: a moving one has run on meanwhile, a paused one has not
 */
export function createSimulatedClock(realNow: () => number, from?: ClockState): SimulatedClock {
  let setBackMs = 0;
  let lastRealMs = realNow();
  /** Simulated time, and the steady time at which it was that. */
  let nowMs = lastRealMs;
  let sinceMs = lastRealMs;
  // Whoever held the earlier clock does not hold this one.
  if (from) nowMs = from.paused ? from.nowMs : runOn(from, lastRealMs);
  let speed = from?.speed ?? 1;
  let paused = from?.paused ?? false;
  let holds = 0;

  /** Real time, without the jumps of a machine clock that was set back. */
  function steadyNow(): number {
    const realMs = realNow();
    if (realMs < lastRealMs) setBackMs += lastRealMs - realMs;
    lastRealMs = realMs;
    return realMs + setBackMs;
  }

  function when(steadyMs: number): number {
    return paused || holds > 0 ? nowMs : passed(nowMs, steadyMs - sinceMs, speed);
  }

  const now = (): number => when(steadyNow());

  /** What follows counts from here. */
  function settle(): void {
    const steadyMs = steadyNow();
    nowMs = when(steadyMs);
    sinceMs = steadyMs;
  }

  return {
    now,

    advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0 || now() + ms > timeMsMax) {
        throw new RangeError(
          `Simulated time moves forward by a whole number of milliseconds, not by ${ms}.`,
        );
      }
      nowMs += ms;
    },

    pause() {
      settle();
      paused = true;
    },

    run(wanted) {
      if (!(wanted >= 1 && wanted <= edgeLimits.clockSpeedMax)) {
        throw new RangeError(`Simulated time runs 1 to 10,000 times as fast, not ${wanted} times.`);
      }
      settle();
      paused = false;
      speed = wanted;
    },

    reset() {
      setBackMs = 0;
      paused = false;
      speed = 1;
      nowMs = steadyNow();
      sinceMs = nowMs;
    },

    hold() {
      settle();
      holds += 1;
    },

    release() {
      settle();
      holds -= 1;
    },

    state() {
      const steadyMs = steadyNow();
      const simulatedMs = when(steadyMs);
      const held = holds > 0 ? { held: true as const } : {};
      return { nowMs: simulatedMs, paused, offsetMs: simulatedMs - steadyMs, speed, ...held };
    },
  };
}
