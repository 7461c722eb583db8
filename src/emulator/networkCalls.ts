import * as l10n from '@vscode/l10n';
import { KvError } from '../kv/kvError';
import type { CachedEntry } from '../rpc/emulatorData';
import { EmulatorError } from '../rpc/emulatorError';
import { namesOf } from './catalogueLookup';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { readyNamespace } from './readyNamespace';
import { parseRequest, requests } from './requests';

type NetworkCalls = Pick<
  EmulatorCalls,
  | 'configure'
  | 'takeNotices'
  | 'inspectKey'
  | 'listEdgeNodes'
  | 'listCachedEntries'
  | 'purgeEdgeCaches'
  | 'clock'
  | 'advanceClock'
  | 'pauseClock'
  | 'resetClock'
  | 'holdClock'
  | 'releaseClock'
>;

/** Edge nodes, simulated time and settings, as the console sees them. */
export function networkCalls(context: EmulatorContext): NetworkCalls {
  const { store, network, responses, clock, changed } = context;

  // Time decides what is cached, so whoever shows caches looks again.
  const timeChanged = (): void => {
    changed({ kind: 'clock' });
    changed({ kind: 'caches' });
  };

  return {
    configure(request) {
      const settings = parseRequest(requests.configure, request);
      context.settings = settings;
      network.setPolicy({ cacheMisses: settings.cacheMisses });
      store.setFsync(settings.fsync);
      changed({ kind: 'settings' });
    },

    takeNotices() {
      return store.takeNotices();
    },

    async inspectKey(request) {
      const { account, namespace, key } = parseRequest(requests.record, request);
      const { id } = await readyNamespace(store, { account, namespace });
      const record = store.get(id, key);
      return {
        central: record && { version: record.version, updatedAtMs: record.updatedAtMs },
        nodes: network.inspect(id, key),
      };
    },

    listEdgeNodes() {
      return network.usage();
    },

    listCachedEntries(request) {
      const { node, limit, offset } = parseRequest(requests.listCachedEntries, request);
      const page = inConsole(() => network.entries(node, { limit, offset }));
      const entries = page.entries.flatMap(({ namespaceId, ...entry }): CachedEntry[] => {
        const names = namesOf(store.catalogue, namespaceId);
        return names ? [{ ...entry, ...names }] : [];
      });
      return { entries, total: page.total };
    },

    purgeEdgeCaches(request) {
      const { node } = parseRequest(requests.purge, request);
      const purged = inConsole(() => network.purge(node) + responses.purge(node));
      changed({ kind: 'caches', ...(node === undefined ? {} : { node }) });
      return { purged };
    },

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

/** An unknown node is the console's mistake here, not that of the user's code. */
function inConsole<R>(work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (error instanceof KvError && error.code === 'NODE_UNKNOWN') {
      throw new EmulatorError('NODE_UNKNOWN', error.message);
    }
    throw error;
  }
}
