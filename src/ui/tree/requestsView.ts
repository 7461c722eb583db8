import * as vscode from 'vscode';
import { filterText } from '../requests/filterText';
import type { Services } from '../services';
import type { TreeElement } from './elements';
import { ElementTree } from './elementTree';
import { requestsSource } from './requestsSource';
import type { TreeViewParts } from './treeViewParts';

/** A thousand requests a second are shown as often as one. */
const gatherMs = 300;

/** The view of the requests that functions and files have answered. */
export function createRequestsView(services: Services): TreeViewParts {
  const { requests } = services;
  const tree = new ElementTree(requestsSource(services), services.log);
  const view = vscode.window.createTreeView<TreeElement>('pagesKv.requests', {
    treeDataProvider: tree,
    canSelectMany: true,
  });
  let missedSome = false;
  let timer: NodeJS.Timeout | undefined;
  const gather = (): void => {
    if (!view.visible) missedSome = true;
    else
      timer ??= setTimeout(() => {
        timer = undefined;
        tree.refresh();
      }, gatherMs);
  };
  const subscriptions = vscode.Disposable.from(
    requests.onDidAdd(gather),
    requests.onDidChange(() => {
      view.description = filterText(requests.filter);
      tree.refresh();
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (!visible || !missedSome) return;
      missedSome = false;
      tree.refresh();
    }),
    new vscode.Disposable(() => {
      clearTimeout(timer);
    }),
  );
  return { tree, view, disposables: [subscriptions, view, tree] };
}
