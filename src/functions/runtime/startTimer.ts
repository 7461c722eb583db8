import type { Appointment, ThreadClock } from './threadClock';

/** Starts a timer; what it returns ends it. */
export type StartTimer = (run: () => void, ms: number | undefined, repeats: boolean) => () => void;

/** Timers of real time. */
export const startRealTimer: StartTimer = (run, ms, repeats) => {
  const timer = repeats ? setInterval(run, ms) : setTimeout(run, ms);
  return () => {
    clearTimeout(timer);
  };
};

/** Longer waits would be taken for none. */
const waitMsMax = 2 ** 31 - 1;

/**
 * Timers of simulated time: a clock that stands holds them, one that is moved on makes them due. An
 * interval that time has jumped over comes once, as on a machine that wakes up.
 */
export function createSimulatedTimers(clock: ThreadClock): StartTimer {
  return (run, ms, repeats) => {
    // As everywhere, what is no number counts as the least.
    const delayMs = Number(ms) >= 1 ? Math.floor(Number(ms)) : 1;
    let timer: NodeJS.Timeout | undefined;
    let dueMs = clock.now() + delayMs;
    const appointment: Appointment = {
      get dueMs() {
        return dueMs;
      },
      arrange() {
        clearTimeout(timer);
        const realMs = clock.realMsUntil(dueMs);
        if (realMs === Infinity) return;
        timer = setTimeout(fire, Math.min(Math.ceil(realMs), waitMsMax));
      },
    };
    const end = (): void => {
      clearTimeout(timer);
      clock.appointments.delete(appointment);
    };
    function fire(): void {
      if (clock.now() < dueMs) return appointment.arrange();
      if (repeats) {
        dueMs = Math.max(dueMs + delayMs, clock.now());
        appointment.arrange();
      } else end();
      run();
    }
    clock.appointments.add(appointment);
    appointment.arrange();
    return end;
  };
}
