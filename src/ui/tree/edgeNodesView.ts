import * as vscode from 'vscode';
import type { EmulatorChange } from '../../rpc/emulatorEvents';
import type { Services } from '../services';
import { edgeNodeElementId, edgeNodesSource } from './edgeNodesSource';
import type { TreeElement } from './elements';
import { ElementTree } from './elementTree';
import { LiveView } from './liveView';
import type { TreeViewParts } from './treeViewParts';

/** Ages pass without anything happening; this often the view shows them anew. */
const agesMs = 5000;

/** The view of the edge nodes and their caches. */
export function createEdgeNodesView(services: Services): TreeViewParts {
  const tree = new ElementTree(edgeNodesSource(services), services.log);
  const view = vscode.window.createTreeView<TreeElement>('pagesKv.edgeNodes', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const open = new Set<string>();
  const live = new LiveView(view, tree, services.emulator, services.log, (changes) =>
    applyChanges(tree, changes),
  );
  const timer = setInterval(() => {
    if (view.visible && open.size > 0) void refreshAges(tree, open);
  }, agesMs);
  timer.unref();
  const subscriptions = vscode.Disposable.from(
    view.onDidExpandElement(({ element }) => open.add(element.id)),
    view.onDidCollapseElement(({ element }) => open.delete(element.id)),
    services.settings.onDidChange(() => {
      tree.refresh();
    }),
    new vscode.Disposable(() => {
      clearInterval(timer);
    }),
  );
  return { tree, view, disposables: [live, subscriptions, view, tree] };
}

async function refreshAges(tree: ElementTree, open: ReadonlySet<string>): Promise<void> {
  const before = new Map(entryCounts(tree.knownChildren()));
  const nodes = await tree.getChildren();
  for (const [id, entries] of entryCounts(nodes)) {
    if (open.has(id) && (entries > 0 || before.get(id) !== entries)) tree.refresh(id);
  }
}

function entryCounts(nodes: readonly TreeElement[]): [string, number][] {
  return nodes.flatMap((node) =>
    node.kind === 'edgeNode' ? [[node.id, node.entries ?? 0] as [string, number]] : [],
  );
}

async function applyChanges(tree: ElementTree, changes: readonly EmulatorChange[]): Promise<void> {
  const nodes = new Set<string>();
  for (const change of changes) {
    switch (change.kind) {
      case 'caches':
        if (change.node === undefined) {
          tree.refresh();
          return;
        }
        nodes.add(change.node);
        break;
      // A new version makes cached ones stale; other names and times change what is listed.
      case 'accounts':
      case 'namespaces':
      case 'records':
      case 'clock':
      case 'network':
      case 'settings':
        tree.refresh();
        return;
      case 'bindings':
        break;
      default:
        change satisfies never;
    }
  }
  if (nodes.size === 0) return;
  await tree.getChildren();
  for (const node of nodes) tree.refresh(edgeNodeElementId(node));
}
