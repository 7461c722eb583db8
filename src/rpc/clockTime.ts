import type { ClockState } from '../edge/clock';

/**
 * The simulated time of a clock at a moment of real time.
 *
 * @param state as the emulator told it, some while before
 * @param realMs real time, milliseconds since 1970
 * @returns milliseconds since 1970
 */
export function timeAt(state: ClockState, realMs: number): number {
  const { nowMs, offsetMs, speed, paused, held } = state;
  if (paused || held) return nowMs;
  const elapsedMs = realMs - (nowMs - offsetMs);
  return nowMs + Math.floor(Math.max(0, elapsedMs) * speed);
}

/** The state of a clock that nobody has moved, at a moment of real time. */
export function liveClock(realMs: number): ClockState {
  return { nowMs: realMs, offsetMs: 0, speed: 1, paused: false };
}
