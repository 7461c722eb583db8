import { createEmulatorLink } from '../../../rpc/createEmulatorLink';
import type { EmulatorPlace } from '../../../rpc/hostApi';

/** Simulated time, as somebody who stands at a breakpoint wants it. */
export interface ClockHolder {
  hold(): void;
  release(): void;
  dispose(): void;
}

/** Another window may have taken over the emulator, whose clock nobody holds then. */
const againMs = 1000;

/** @param failed told where the emulator cannot be reached */
export function createClockHolder(
  place: EmulatorPlace,
  failed: (error: unknown) => void,
): ClockHolder {
  const link = createEmulatorLink(place);
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other, so that a release never overtakes its hold. */
  function ask(call: 'holdClock' | 'releaseClock'): void {
    last = last.then(() => link.api[call]()).catch(failed);
  }

  return {
    hold() {
      if (timer) return;
      ask('holdClock');
      timer = setInterval(() => {
        ask('holdClock');
      }, againMs);
    },
    release() {
      if (!timer) return;
      clearInterval(timer);
      timer = undefined;
      ask('releaseClock');
    },
    dispose() {
      clearInterval(timer);
      // The emulator lets go of what this connection holds.
      link.dispose();
    },
  };
}
