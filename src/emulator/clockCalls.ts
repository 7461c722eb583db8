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
export function clockCalls(context: EmulatorContext): ClockCalls {
  const { store, network, clock, history, changed } = context;

  // Time decides what is cached, so whoever shows caches looks again.
  const change = (how: () => void): void => {
    const atMs = clock.now();
    how();
    const { nowMs, paused, held = false } = clock.state();
    history.add({ kind: 'clock', atMs, toMs: nowMs, paused: paused || held });
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
        change(() => {
          clock.advance(ms);
        });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new EmulatorError(
          'CLOCK_INVALID',
          l10n.t('Simulated time moves forward by a whole number of milliseconds, not by {0}.', ms),
        );
      }
      return clock.state();
    },

    pauseClock() {
      change(() => {
        clock.pause();
      });
      return clock.state();
    },

    runClock(request) {
      const { speed } = parseRequest(requests.run, request);
      try {
        change(() => {
          clock.run(speed);
        });
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
      return clock.state();
    },

    async jumpClock(request) {
      const { node, version, key, ...place } = parseRequest(requests.jump, request);
      const { id } = await readyNamespace(store, place);
      const last = store.version(id, key) ?? store.lastVersion(id);
      if (last < (version ?? 1)) throw notWritten(key, version ?? 1, last);
      const advancedMs = inConsole(() => network.untilSeen(node, id, key, version ?? last));
      if (advancedMs > 0) {
        change(() => {
          clock.advance(advancedMs);
        });
      }
      return { ...clock.state(), advancedMs };
    },

    resetClock() {
      change(() => {
        clock.reset();
      });
      return clock.state();
    },

    // The socket's side sees to it that each connection counts once.
    holdClock() {
      change(() => {
        clock.hold();
      });
      return clock.state();
    },

    releaseClock() {
      change(() => {
        clock.release();
      });
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
