import * as vscode from 'vscode';
import { plainLabel } from '../prompts/plainLabel';
import { routeText, staleText } from './filterText';
import { noRoute, type RequestFilter } from './requestFilter';
import type { RequestLog } from './requestLog';

interface Item extends vscode.QuickPickItem {
  readonly part?: readonly [facet: 'projects' | 'routes' | 'statuses' | 'stale', value: string];
}

/** Lets a person tick what the list shows; `undefined` where the person gave up. */
export async function pickFilter({
  requests,
  filter,
}: RequestLog): Promise<RequestFilter | undefined> {
  const picked = await vscode.window.showQuickPick(itemsOf([...requests.newest()], filter), {
    title: vscode.l10n.t('Filter Requests'),
    placeHolder: vscode.l10n.t('Tick what to show; nothing ticked shows all'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return picked && filterOf(picked);
}

function itemsOf(
  requests: readonly { trace: { status: number; route?: string }; project: { name: string } }[],
  filter: RequestFilter,
): readonly Item[] {
  const seen = (values: readonly string[], ticked: readonly string[] = []) =>
    [...new Set([...values, ...ticked])].sort();
  const statuses = requests.map(({ trace }) => `${trace.status}`);
  const classes = statuses.map((status) => `${status[0] ?? ''}xx`);
  const routes = requests.map(({ trace }) => trace.route ?? noRoute);
  const projects = seen(
    requests.map(({ project }) => project.name),
    filter.projects,
  );
  const group = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const item = (
    facet: NonNullable<Item['part']>[0],
    value: string,
    label: string,
    ticked: boolean,
  ): Item => ({ label: plainLabel(label), picked: ticked, part: [facet, value] });
  return [
    group(vscode.l10n.t('KV')),
    item('stale', 'true', staleText(true), filter.stale === true),
    group(vscode.l10n.t('Status')),
    ...seen([...classes, ...statuses], filter.statuses).map((status) =>
      item('statuses', status, status, filter.statuses?.includes(status) ?? false),
    ),
    group(vscode.l10n.t('Route')),
    ...seen(routes, filter.routes).map((route) =>
      item('routes', route, routeText(route), filter.routes?.includes(route) ?? false),
    ),
    ...(projects.length < 2
      ? []
      : [
          group(vscode.l10n.t('Project')),
          ...projects.map((name) =>
            item('projects', name, name, filter.projects?.includes(name) ?? false),
          ),
        ]),
  ];
}

function filterOf(picked: readonly Item[]): RequestFilter {
  const values = (facet: string) =>
    picked.flatMap(({ part }) => (part?.[0] === facet ? [part[1]] : []));
  const [projects, routes, statuses] = [values('projects'), values('routes'), values('statuses')];
  return {
    ...(projects.length > 0 ? { projects } : {}),
    ...(routes.length > 0 ? { routes } : {}),
    ...(statuses.length > 0 ? { statuses } : {}),
    ...(values('stale').length > 0 ? { stale: true } : {}),
  };
}
