import type { ClockState } from '../../edge/clock';
import { timeAt } from '../../rpc/clockTime';

/** Something that is to happen at a moment of simulated time. */
export interface Appointment {
  readonly dueMs: number;
  /** To be called again whenever time has jumped. */
  arrange(): void;
}

/** Simulated time on a thread of functions. */
export interface ThreadClock {
  now(): number;
  /** Real milliseconds until then, if nobody moves the clock; infinite while it stands. */
  realMsUntil(dueMs: number): number;
  readonly appointments: Set<Appointment>;
  set(state: ClockState): void;
}

// Taken before the user's code finds another one.
const realNow = Date.now;

export function createThreadClock(start: ClockState): ThreadClock {
  let state = start;
  const appointments = new Set<Appointment>();
  const now = (): number => timeAt(state, realNow());
  return {
    now,
    realMsUntil(dueMs) {
      const leftMs = dueMs - now();
      if (leftMs <= 0) return 0;
      return state.paused || state.held ? Infinity : leftMs / state.speed;
    },
    appointments,
    set(next) {
      state = next;
      // What is due together happens in the order of its times.
      const all = [...appointments].sort((a, b) => a.dueMs - b.dueMs);
      for (const appointment of all) appointment.arrange();
    },
  };
}
