import * as l10n from '@vscode/l10n';
import type { NodeView } from '../edge/edgeNetwork';
import { isEdgeNodeId, type EdgeNode } from '../edge/edgeNode';
import type { CachedEntry } from '../rpc/emulatorData';
import { EmulatorError } from '../rpc/emulatorError';
import { namesOf } from './catalogueLookup';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { inConsole } from './inConsole';
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
  | 'edgeNetwork'
  | 'renameEdgeNode'
  | 'setFault'
  | 'clearFaults'
>;

/** Edge nodes and settings, as the console sees them. */
export function networkCalls(context: EmulatorContext): NetworkCalls {
  const { store, network, responses, clock, history, writes, changed } = context;

  // Who serves decides what is cached, so whoever shows caches looks again.
  const networkChanged = (): void => {
    changed({ kind: 'network' });
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
      const { nodes, latency, ...others } = settings;
      context.settings = others;
      network.setPolicy({ cacheMisses: settings.cacheMisses });
      store.setFsync(settings.fsync);
      const before = JSON.stringify([network.nodes, network.conditions.latency]);
      if (nodes) {
        network.setNodes(nodes);
        responses.setNodes(nodes);
      }
      if (latency) network.conditions.setLatency(latency);
      const after = JSON.stringify([network.nodes, network.conditions.latency]);
      if (before !== after) networkChanged();
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

    edgeNetwork() {
      const { latency } = network.conditions;
      return { nodes: network.nodes, latency, faults: network.conditions.faults() };
    },

    renameEdgeNode(request) {
      const { node, newId } = parseRequest(requests.renameNode, request);
      checkNewId(network.nodes, newId);
      inConsole(() => {
        network.renameNode(node, newId);
        responses.renameNode(node, newId);
      });
      networkChanged();
      return { node: newId };
    },

    setFault(request) {
      const { node, fault, on } = parseRequest(requests.fault, request);
      if (node === undefined && fault === 'cutOff') {
        throw new EmulatorError(
          'FAULT_INVALID',
          l10n.t(
            'The central store cannot be cut off. Cut off an edge node, or let the central store be "{0}".',
            'down',
          ),
        );
      }
      inConsole(() => {
        network.conditions.setFault({ ...(node === undefined ? {} : { node }), fault }, on);
      });
      changed({ kind: 'network' });
      return { faults: network.conditions.faults() };
    },

    clearFaults() {
      const cleared = network.conditions.clearFaults();
      changed({ kind: 'network' });
      return { cleared };
    },
  };
}

function checkNewId(nodes: readonly EdgeNode[], newId: string): void {
  if (!isEdgeNodeId(newId)) {
    throw new EmulatorError(
      'NODE_ID_INVALID',
      l10n.t(
        'The edge node cannot be called "{0}". Use 1 to 63 of a-z, 0-9 and "-", which is neither first nor last.',
        newId,
      ),
    );
  }
  if (nodes.some(({ id }) => id === newId)) {
    throw new EmulatorError('NODE_EXISTS', l10n.t('There is an edge node "{0}" already.', newId));
  }
}
