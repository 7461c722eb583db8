import * as l10n from '@vscode/l10n';
import { edgeLimits } from '../edge/edgeLimits';
import { EmulatorError } from '../rpc/emulatorError';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { inConsole } from './inConsole';
import { readyNamespace } from './readyNamespace';
import { parseRequest, requests } from './requests';

type ClockCalls = Pick<
  EmulatorCalls,
  | 'clock'
  | 'advanceClock'
  | 'pauseClock'
  | 'runClock'
  | 'jumpClock'
  | 'resetClock'
  | 'holdClock'
  | 'releaseClock'
>;

/** Simulated time, as the console sees it. */
export function clockCalls({ store, network, clock, changed }: EmulatorContext): ClockCalls {
  // Time decides what is cached, so whoever shows caches looks again.
  const timeChanged = (): void => {
    changed({ kind: 'clock' });
    changed({ kind: 'caches' });
  };

  return {
    clock() {
      return clock.state();
    },

    advanceClock(request) {
      const { ms } = parseRequest(requests.advance, request);
      try {
        clock.advance(ms);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new EmulatorError(
          'CLOCK_INVALID',
          l10n.t('Simulated time moves forward by a whole number of milliseconds, not by {0}.', ms),
        );
      }
      timeChanged();
      return clock.state();
    },

    pauseClock() {
      clock.pause();
      timeChanged();
      return clock.state();
    },

    runClock(request) {
      const { speed } = parseRequest(requests.run, request);
      try {
        clock.run(speed);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new EmulatorError(
          'CLOCK_INVALID',
          l10n.t(
            'Simulated time runs 1 to {0} times as fast as real time, not {1} times.',
            edgeLimits.clockSpeedMax,
            speed,
          ),
        );
      }
      timeChanged();
      return clock.state();
    },

    async jumpClock(request) {
      const { node, version, key, ...place } = parseRequest(requests.jump, request);
      const { id } = await readyNamespace(store, place);
      const last = store.version(id, key) ?? store.lastVersion(id);
      if (last < (version ?? 1)) throw notWritten(key, version ?? 1, last);
      const advancedMs = inConsole(() => network.untilSeen(node, id, key, version ?? last));
      if (advancedMs > 0) {
        clock.advance(advancedMs);
        timeChanged();
      }
      return { ...clock.state(), advancedMs };
    },

    resetClock() {
      clock.reset();
      timeChanged();
      return clock.state();
    },

    // The socket's side sees to it that each connection counts once.
    holdClock() {
      clock.hold();
      timeChanged();
      return clock.state();
    },

    releaseClock() {
      clock.release();
      timeChanged();
      return clock.state();
    },
  };
}

function notWritten(key: string, version: number, last: number): EmulatorError {
  return new EmulatorError(
    'VERSION_UNKNOWN',
    l10n.t(
      'No edge node will see version {0} of "{1}": the last one at the central store is {2}.',
      version,
      key,
      last,
    ),
  );
}
