import * as vscode from 'vscode';
import type { EmulatorChange } from '../../rpc/emulatorApi';
import type { Services } from '../services';
import { accountsIds, accountsSource } from './accountsSource';
import type { TreeElement } from './elements';
import { ElementTree } from './elementTree';
import { formatBytes } from './format';
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
  const touched = new Map<string, Set<string>>();
  let bindings = false;
  for (const change of changes) {
    if (change.kind === 'bindings') bindings = true;
    if (change.kind !== 'records' && change.kind !== 'namespaces') continue;
    const namespaces = touched.get(change.account) ?? new Set<string>();
    touched.set(change.account, namespaces);
    if (change.kind === 'records') namespaces.add(change.namespace);
    else namespaces.add('');
  }
  if (bindings) await refreshBindings(tree);
  for (const [account, namespaces] of touched) await refreshAccount(tree, account, namespaces);
}

/** `namespaces` holds an empty name where the list of namespaces itself has changed. */
async function refreshAccount(
  tree: ElementTree,
  account: string,
  namespaces: ReadonlySet<string>,
): Promise<void> {
  const id = accountsIds.account(account);
  const before = tree.known(id);
  if (before?.kind !== 'account') return;
  const usedBefore = usedText(before.info.usedBytes);
  await tree.getChildren();
  const after = tree.known(id);
  if (after?.kind !== 'account') return;
  if (namespaces.has('') || usedText(after.info.usedBytes) !== usedBefore) {
    tree.refresh(id);
    return;
  }
  await tree.getChildren(after);
  for (const name of namespaces) tree.refresh(accountsIds.namespace(account, name));
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

function usedText(bytes: number): string {
  return formatBytes(bytes, vscode.env.language);
}
