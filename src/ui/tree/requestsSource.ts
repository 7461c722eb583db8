import * as vscode from 'vscode';
import { filtered } from '../requests/requestFilter';
import type { Services } from '../services';
import type { ElementData, ElementOf } from './elements';
import { elementId } from './elements';
import type { ElementSource } from './elementTree';
import { formatNumber } from './format';
import { requestTooltip } from './requestItems';
import { treeItem } from './treeItems';

const pageSize = 100;
/** A list that changes all the time is sent as a whole; the filter leads to the others. */
const shownMax = 1000;

/** Requests, newest first → their KV operations. */
export function requestsSource({ requests, functions }: Services): ElementSource {
  return {
    roots: (pages) => {
      const wanted = Math.min(pages * pageSize, shownMax);
      const found = filtered(requests.requests.newest(), requests.filter, wanted);
      const roots: ElementData[] = found.requests.map((request) => ({
        kind: 'request',
        id: elementId('request', `${request.sequence}`),
        request,
      }));
      const shown = roots.length;
      if (shown === 0 && requests.requests.size > 0) {
        roots.push(sentence('none', vscode.l10n.t('No request fits the filter.')));
      } else if (found.total > shown) {
        roots.push(
          shown < shownMax
            ? { kind: 'loadMore', id: elementId('loadMore'), shown, total: found.total }
            : sentence('narrow', narrowText(found.total)),
        );
      }
      return Promise.resolve(roots);
    },
    children: (parent, pages) =>
      Promise.resolve(parent.kind === 'request' ? operations(parent, pages * pageSize) : []),
    item: (element) => treeItem(element, (project) => functions.state(project)),
    tooltip: (element) =>
      element.kind === 'request' || element.kind === 'operation'
        ? requestTooltip(element)
        : undefined,
  };
}

function operations(parent: ElementOf<'request'>, wanted: number): readonly ElementData[] {
  const { request } = parent;
  const { operations: all, operationsLeftOut: leftOut } = request.trace;
  const children: ElementData[] = all.slice(0, wanted).map((operation, index) => ({
    kind: 'operation',
    id: elementId('operation', `${request.sequence}`, `${index}`),
    parent,
    request,
    operation,
  }));
  const shown = children.length;
  if (shown < all.length) {
    const id = elementId('loadMore', parent.id);
    children.push({ kind: 'loadMore', id, parent, shown, total: all.length });
  } else if (leftOut !== undefined) {
    const count = formatNumber(leftOut, vscode.env.language);
    const text = vscode.l10n.t('Operations left out to save memory: {0}.', count);
    children.push({ kind: 'message', id: elementId('message', parent.id), parent, text });
  }
  return children;
}

function sentence(name: string, text: string): ElementData {
  return { kind: 'message', id: elementId('message', name), text };
}

function narrowText(total: number): string {
  const locale = vscode.env.language;
  return vscode.l10n.t(
    'The newest {0} of {1} are shown. Filter to see others.',
    formatNumber(shownMax, locale),
    formatNumber(total, locale),
  );
}
