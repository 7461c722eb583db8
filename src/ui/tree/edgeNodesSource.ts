import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { CachedEntry } from '../../rpc/emulatorData';
import type { Services } from '../services';
import { pageSize } from './accountsSource';
import type { ElementData, ElementOf } from './elements';
import { elementId } from './elements';
import { messageData, type ElementSource } from './elementTree';
import { treeItem } from './treeItems';

/** The most that the emulator lists in one call. */
const callMax = 1000;

export const edgeNodeElementId = (node: string) => elementId('edgeNode', node);

/** Edge nodes → what their caches hold now. */
export function edgeNodesSource(services: Services): ElementSource {
  const { emulator, settings } = services;
  return {
    async roots() {
      const api = await emulator.api();
      const [states, { faults }] = await Promise.all([api.listEdgeNodes(), api.edgeNetwork()]);
      const nodes = states.map(({ node, entries, bytes }) => ({
        kind: 'edgeNode' as const,
        id: edgeNodeElementId(node.id),
        node,
        entries,
        bytes,
        isDefault: node.id === settings.defaultNode,
        faults: faults.flatMap(({ node: at, fault }) => (at === node.id ? [fault] : [])),
      }));
      const ofCentre = faults.flatMap(({ node, fault }) =>
        node === undefined && fault !== 'cutOff' ? [fault] : [],
      );
      const centre = { kind: 'centralStore' as const, id: elementId('centralStore') };
      return [...nodes, { ...centre, faults: ofCentre }];
    },
    async children(parent, pages) {
      if (parent.kind !== 'edgeNode') return [];
      return cachedEntries(await emulator.api(), parent, pages * pageSize);
    },
    item: (element) => treeItem(element, (project) => services.functions.state(project)),
  };
}

async function cachedEntries(
  api: EmulatorApi,
  parent: ElementOf<'edgeNode'>,
  wanted: number,
): Promise<readonly ElementData[]> {
  const { entries, total } = await listEntries(api, parent.node.id, wanted);
  if (entries.length === 0) {
    return [messageData(parent, vscode.l10n.t('Nothing is cached on this edge node.'))];
  }
  const children: ElementData[] = entries.map((entry) => ({
    kind: 'cachedEntry',
    id: elementId('cachedEntry', entry.node, entry.account, entry.namespace, entry.key),
    parent,
    account: entry.account,
    namespace: entry.namespace,
    key: entry.key,
    entry,
  }));
  if (entries.length < total) {
    const id = elementId('loadMore', parent.id);
    children.push({ kind: 'loadMore', id, parent, shown: entries.length, total });
  }
  return children;
}

async function listEntries(
  api: EmulatorApi,
  node: string,
  wanted: number,
): Promise<{ entries: readonly CachedEntry[]; total: number }> {
  // Entries may expire between two pages; the last one seen is not shown twice then.
  const byKey = new Map<string, CachedEntry>();
  let total = 0;
  for (let offset = 0; offset < wanted; offset += callMax) {
    const limit = Math.min(callMax, wanted - offset);
    const page = await api.listCachedEntries({ node, limit, offset });
    total = page.total;
    for (const entry of page.entries) {
      byKey.set(elementId(entry.account, entry.namespace, entry.key), entry);
    }
    if (page.entries.length < limit) break;
  }
  return { entries: [...byKey.values()], total };
}
