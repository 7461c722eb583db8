import type * as vscode from 'vscode';
import type { Services } from '../services';
import type { ViewElement } from '../viewElement';
import { accountsIds } from './accountsSource';
import { createAccountsView } from './accountsView';
import { createEdgeNodesView } from './edgeNodesView';
import { elementOf, type TreeElement } from './elements';
import type { ElementTree } from './elementTree';
import { projectsIds } from './projectsSource';
import { createProjectsView } from './projectsView';
import { createRequestsView } from './requestsView';
import type { TreeViewParts } from './treeViewParts';

/** Something that can be shown in a view by name. */
export type RevealTarget =
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'namespace'; readonly account: string; readonly namespace: string }
  | {
      readonly kind: 'record';
      readonly account: string;
      readonly namespace: string;
      readonly key: string;
    }
  | { readonly kind: 'binding'; readonly projectId: string; readonly variable: string };

export const viewNames = ['accounts', 'projects', 'edgeNodes', 'requests'] as const;
export type ViewName = (typeof viewNames)[number];

/** The views as commands use them. */
export interface PagesKvTree extends vscode.Disposable {
  /** Opens the side bar where needed and selects the element; a name unknown changes nothing. */
  reveal(target: RevealTarget): Promise<void>;
  refresh(): void;
  /** Shows the next page under the parent of a "Load More…" element. */
  loadMore(element: ViewElement): void;
  selection(view: ViewName): readonly ViewElement[];
}

/** A record further behind than this is not looked for; its namespace is selected instead. */
const pagesMax = 10;

/** Creates the views; they ask the emulator only once they are visible. */
export function registerTree(services: Services): PagesKvTree {
  const views: Readonly<Record<ViewName, TreeViewParts>> = {
    accounts: createAccountsView(services),
    projects: createProjectsView(services),
    edgeNodes: createEdgeNodesView(services),
    requests: createRequestsView(services),
  };
  const all = Object.values(views);
  return {
    async reveal(target) {
      const parts = target.kind === 'binding' ? views.projects : views.accounts;
      try {
        const element = await findTarget(parts.tree, target);
        if (!element) return;
        // The view may not know the new element yet; it waits for a refresh that is under way.
        parts.tree.refresh(element.parent?.id);
        const expand = element.kind === 'account' || element.kind === 'namespace';
        await parts.view.reveal(element, { select: true, focus: false, expand });
      } catch (error) {
        services.log.debug('reveal', String(error));
      }
    },
    refresh() {
      for (const { tree } of all) tree.refresh();
    },
    loadMore(element) {
      for (const { tree } of all) {
        const more = elementOf(element, 'loadMore');
        if (more && tree.known(more.id) === more) tree.loadMore(more.parent);
      }
    },
    selection: (view) => views[view].view.selection,
    dispose() {
      for (const { disposables } of all) for (const one of disposables) one.dispose();
    },
  };
}

async function findTarget(
  tree: ElementTree,
  target: RevealTarget,
): Promise<TreeElement | undefined> {
  switch (target.kind) {
    case 'account':
      return tree.find(undefined, accountsIds.account(target.account));
    case 'namespace': {
      const account = await tree.find(undefined, accountsIds.account(target.account));
      if (!account) return undefined;
      return tree.find(account, accountsIds.namespace(target.account, target.namespace));
    }
    case 'record': {
      const parent = await findTarget(tree, { ...target, kind: 'namespace' });
      if (!parent) return undefined;
      const id = accountsIds.record(target.account, target.namespace, target.key);
      return (await tree.find(parent, id, pagesMax)) ?? parent;
    }
    case 'binding': {
      const project = await tree.find(undefined, projectsIds.project(target.projectId));
      if (!project) return undefined;
      const group = await tree.find(project, projectsIds.bindings(target.projectId));
      if (!group) return undefined;
      return tree.find(group, projectsIds.binding(target.projectId, target.variable));
    }
    default:
      return target satisfies never;
  }
}
