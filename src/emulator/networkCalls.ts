import * as l10n from '@vscode/l10n';
import type { NodeView } from '../edge/edgeNetwork';
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
  | 'readCached'
  | 'consoleEvents'
  | 'clock'
  | 'advanceClock'
  | 'pauseClock'
  | 'resetClock'
  | 'holdClock'
  | 'releaseClock'
>;

/** Edge nodes, simulated time and settings, as the console sees them. */
export function networkCalls(context: EmulatorContext): NetworkCalls {
  const { store, network, responses, clock, history, writes, changed } = context;

  // Time decides what is cached, so whoever shows caches looks again.
  const changeTime = (change: () => void): void => {
    const atMs = clock.now();
    change();
    const { nowMs, paused, held = false } = clock.state();
    history.add({ kind: 'clock', atMs, toMs: nowMs, paused: paused || held });
    changed({ kind: 'clock' });
    changed({ kind: 'caches' });
  };
  const withBehind = <V extends NodeView>(id: string, key: string, view: V) => {
    const known = view.stale ? writes.after(id, key, view.version) : 0;
    // What came as one change with many others may not be remembered.
    return { ...view, behind: view.stale ? Math.max(1, known) : 0 };
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
        nodes: network.inspect(id, key).map((view) => withBehind(id, key, view)),
      };
    },

    async readCached(request) {
      const { node, account, namespace, key } = parseRequest(requests.readCached, request);
      const { id } = await readyNamespace(store, { account, namespace });
      return inConsole(() => network.peek(node, id, key));
    },

    consoleEvents(request) {
      return history.since(parseRequest(requests.consoleEvents, request).after);
    },

    listEdgeNodes() {
      return network.usage();
    },

    listCachedEntries(request) {
      const { node, limit, offset } = parseRequest(requests.listCachedEntries, request);
      const page = inConsole(() => network.entries(node, { limit, offset }));
      const entries = page.entries.flatMap(({ namespaceId, ...entry }): CachedEntry[] => {
        const names = namesOf(store.catalogue, namespaceId);
        const central = store.version(namespaceId, entry.key);
        return names ? [{ ...withBehind(namespaceId, entry.key, entry), central, ...names }] : [];
      });
      return { entries, total: page.total };
    },

    purgeEdgeCaches(request) {
      const { node } = parseRequest(requests.purge, request);
      const purged = inConsole(() => network.purge(node) + responses.purge(node));
      history.add({ kind: 'purge', atMs: clock.now(), node: node ?? null });
      changed({ kind: 'caches', ...(node === undefined ? {} : { node }) });
      return { purged };
    },

    clock() {
      return clock.state();
    },

    advanceClock(request) {
      const { ms } = parseRequest(requests.advance, request);
      try {
        changeTime(() => {
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
      changeTime(() => {
        clock.pause();
      });
      return clock.state();
    },

    resetClock() {
      changeTime(() => {
        clock.reset();
      });
      return clock.state();
    },

    // The socket's side sees to it that each connection counts once.
    holdClock() {
      changeTime(() => {
        clock.hold();
      });
      return clock.state();
    },

    releaseClock() {
      changeTime(() => {
        clock.release();
      });
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
