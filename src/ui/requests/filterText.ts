import * as vscode from 'vscode';
import { noRoute, type RequestFilter } from './requestFilter';

/** What a list is narrowed to, in a few words; empty where it is not. */
export function filterText({ projects, routes, statuses, stale }: RequestFilter): string {
  return [
    ...(stale === undefined ? [] : [staleText(stale)]),
    ...(statuses ?? []),
    ...(routes ?? []).map(routeText),
    ...(projects ?? []),
  ].join(', ');
}

export function staleText(stale: boolean): string {
  return stale ? vscode.l10n.t('stale reads') : vscode.l10n.t('no stale reads');
}

export function routeText(route: string): string {
  return route === noRoute ? vscode.l10n.t('no function') : route;
}
