import * as vscode from 'vscode';
import type { EmulatorChange } from '../../rpc/emulatorEvents';
import type { Services } from '../services';
import { accountsIds, accountsSource } from './accountsSource';
import type { TreeElement } from './elements';
import { ElementTree } from './elementTree';
import { LiveView } from './liveView';
import { keepNextStepShown } from './nextStep';
import type { TreeViewParts } from './treeViewParts';

/** The view of accounts, namespaces and records. */
export function createAccountsView(services: Services): TreeViewParts {
  const tree = new ElementTree(accountsSource(services), services.log);
  const view = vscode.window.createTreeView<TreeElement>('pagesKv.accounts', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const live = new LiveView(view, tree, services.emulator, services.log, (changes) =>
    applyChanges(tree, changes),
  );
  const nextStep = keepNextStepShown(view, services);
  return { tree, view, disposables: [live, nextStep, view, tree] };
}

async function applyChanges(tree: ElementTree, changes: readonly EmulatorChange[]): Promise<void> {
  if (changes.some((change) => change.kind === 'accounts')) {
    tree.refresh();
    return;
  }
  if (changes.some((change) => change.kind === 'bindings')) await refreshBindings(tree);
  const accounts = changes.flatMap((change) =>
    change.kind === 'records' || change.kind === 'namespaces' ? [change.account] : [],
  );
  if (accounts.length === 0) return;
  // An account shows what its records use, so that it is the smallest element that changes.
  await tree.getChildren();
  for (const account of new Set(accounts)) tree.refresh(accountsIds.account(account));
}

async function refreshBindings(tree: ElementTree): Promise<void> {
  for (const account of await tree.getChildren()) {
    for (const child of tree.knownChildren(account)) {
      if (child.kind === 'namespace' && tree.knownChildren(child).length > 0) {
        tree.refresh(child.id);
      }
    }
  }
}
