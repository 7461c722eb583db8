import { EmulatorError } from '../rpc/emulatorError';
import type { EmulatorCalls } from './emulatorContext';

type HoldCalls = Pick<EmulatorCalls, 'holdClock' | 'releaseClock'>;

/** One connection's hold on simulated time. */
export interface ClockHold {
  readonly calls: HoldCalls;
  /** Whoever is gone holds nothing. */
  end(): void;
}

/** Counts a connection once, however often it asks. */
export function clockHold(api: HoldCalls & Pick<EmulatorCalls, 'clock'>): ClockHold {
  let holds = false;
  const calls: HoldCalls = {
    holdClock() {
      if (holds) return api.clock();
      holds = true;
      return api.holdClock();
    },
    releaseClock() {
      if (!holds) return api.clock();
      holds = false;
      return api.releaseClock();
    },
  };
  return {
    calls,
    end() {
      try {
        if (holds) void calls.releaseClock();
      } catch (error) {
        // An emulator that ends refuses calls; its clock ends with it.
        if (!(error instanceof EmulatorError && error.code === 'NOT_LEADING')) throw error;
      }
    },
  };
}
