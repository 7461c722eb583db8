import * as vscode from 'vscode';
import { edgeItem } from './edgeItems';
import type { TreeElement } from './elements';
import { formatNumber } from './format';
import { projectItem } from './projectItems';
import { storeItem } from './storeItems';
import { requestItem } from './requestItems';
import type { FunctionsState, Project } from '../services';

/** How an element looks; the only thing asked of outside is how a project's functions are. */
export function treeItem(
  element: TreeElement,
  functionsState: (project: Project) => FunctionsState,
): vscode.TreeItem {
  const item = itemOf(element, functionsState);
  item.id = element.id;
  return item;
}

function itemOf(
  element: TreeElement,
  functionsState: (project: Project) => FunctionsState,
): vscode.TreeItem {
  switch (element.kind) {
    case 'account':
    case 'namespace':
    case 'associatedProjects':
    case 'associatedProject':
    case 'record':
      return storeItem(element);
    case 'project':
    case 'bindings':
    case 'binding':
    case 'functions':
    case 'function':
    case 'middleware':
      return projectItem(element, functionsState);
    case 'edgeNode':
    case 'centralStore':
    case 'cachedEntry':
      return edgeItem(element);
    case 'request':
    case 'operation':
      return requestItem(element);
    case 'loadMore': {
      const item = new vscode.TreeItem({ label: vscode.l10n.t('Load More…') });
      const locale = vscode.env.language;
      const shown = formatNumber(element.shown, locale);
      item.description =
        element.total === undefined
          ? vscode.l10n.t('{0} shown', shown)
          : vscode.l10n.t('{0} of {1} shown', shown, formatNumber(element.total, locale));
      item.iconPath = new vscode.ThemeIcon('ellipsis');
      item.contextValue = 'loadMore';
      item.command = {
        command: 'pagesKv.loadMore',
        title: vscode.l10n.t('Load More'),
        arguments: [element],
      };
      return item;
    }
    case 'message': {
      const item = new vscode.TreeItem({ label: element.text });
      item.iconPath = new vscode.ThemeIcon('info');
      item.contextValue = 'message';
      item.tooltip = element.text;
      return item;
    }
    default:
      return element satisfies never;
  }
}
