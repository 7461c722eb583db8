import * as vscode from 'vscode';
import type { TracedOperation } from '../../rpc/hostApi';
import { resultOf } from '../functions/responseText';
import { responseWords } from '../functions/responseWords';
import { visibleText } from '../functions/textColumns';
import { placeText } from '../requests/requestText';
import type { KeptRequest } from '../requests/requestRing';
import type { ElementOf } from './elements';
import { formatDateTime } from './format';
import { tooltip } from './tooltip';

type RequestElement = ElementOf<'request' | 'operation'>;

// Making them takes longer than a whole row does.
let made: ReturnType<typeof responseWords> | undefined;
const words = () => (made ??= responseWords());

/** How an element of the Requests view looks. */
export function requestItem(element: RequestElement): vscode.TreeItem {
  return element.kind === 'request' ? rowOf(element) : operationRow(element);
}

function rowOf(element: ElementOf<'request'>): vscode.TreeItem {
  const { trace, staleReads } = element.request;
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const hasOperations = trace.operations.length > 0 || trace.operationsLeftOut !== undefined;
  const label = `${trace.method} ${visibleText(trace.path.split('?', 1)[0] ?? '')}`;
  const isStale = staleReads > 0;
  // Before what a narrow view cuts off.
  const factsWith = (stale: string): readonly string[] => [
    ...[`${trace.status}`, ...(isStale ? [stale] : [])],
    ...[words().milliseconds(trace.durationMs), trace.node],
  ];
  const item = new vscode.TreeItem({ label }, hasOperations ? Collapsed : None);
  item.description = factsWith(vscode.l10n.t('{0} stale', staleReads)).join(' · ');
  item.iconPath = requestIcon(trace.status, isStale);
  item.contextValue = trace.failure || trace.route !== undefined ? 'request.code' : 'request';
  const spoken = factsWith(vscode.l10n.t('stale reads: {0}', staleReads)).join(', ');
  item.accessibilityInformation = { label: vscode.l10n.t('Request {0}, {1}', label, spoken) };
  item.command = {
    command: 'pagesKv.showRequest',
    title: vscode.l10n.t('Show Details'),
    arguments: [element],
  };
  return item;
}

/** What failed shows that first; of the others, those that read something stale stand out. */
function requestIcon(status: number, isStale: boolean): vscode.ThemeIcon {
  const colour = (name: string) => new vscode.ThemeColor(name);
  if (status >= 500) return new vscode.ThemeIcon('error', colour('list.errorForeground'));
  if (status >= 400) return new vscode.ThemeIcon('warning', colour('list.warningForeground'));
  if (isStale) return staleIcon();
  return new vscode.ThemeIcon(status >= 300 ? 'arrow-right' : 'check');
}

/** The same as of a stale copy in the Edge Nodes view. */
function staleIcon(): vscode.ThemeIcon {
  return new vscode.ThemeIcon('history', new vscode.ThemeColor('list.warningForeground'));
}

function operationRow(element: ElementOf<'operation'>): vscode.TreeItem {
  const { operation } = element;
  const { op, key, version, source, ageMs, bytes, durationMs, error, place } = operation;
  const { seconds, bytes: sized, milliseconds } = words();
  const label = `${op} ${visibleText(key)}`.trimEnd();
  const facts = [
    resultOf(operation, words()),
    ...(version === null ? [] : [`v${version}`]),
    ...(source === 'cache' ? [seconds(ageMs / 1000)] : []),
    ...(bytes > 0 ? [sized(bytes)] : []),
    milliseconds(durationMs),
  ];
  const item = new vscode.TreeItem({ label });
  item.description = facts.join(' · ');
  item.iconPath = operationIcon(operation);
  const isRecord = op !== 'list' && error === undefined && operation.namespaceId !== undefined;
  item.contextValue = `operation${place ? '.code' : ''}${isRecord ? '.record' : ''}`;
  item.accessibilityInformation = {
    label: vscode.l10n.t('KV operation {0}, {1}', label, facts.join(', ')),
  };
  if (place || isRecord) {
    item.command = {
      command: place ? 'pagesKv.openRequestCode' : 'pagesKv.openRequestRecord',
      title: place ? vscode.l10n.t('Open Code') : vscode.l10n.t('Open Record'),
      arguments: [element],
    };
  }
  return item;
}

function operationIcon({ op, source, stale, version, error }: TracedOperation): vscode.ThemeIcon {
  const colour = (name: string) => new vscode.ThemeColor(name);
  if (error !== undefined) return new vscode.ThemeIcon('error', colour('list.errorForeground'));
  switch (op) {
    case 'get':
      if (stale) return staleIcon();
      if (version === null) return new vscode.ThemeIcon('circle-slash');
      return new vscode.ThemeIcon(source === 'cache' ? 'pass' : 'cloud-download');
    case 'put':
      return new vscode.ThemeIcon('edit');
    case 'delete':
      return new vscode.ThemeIcon('trash');
    case 'list':
      return new vscode.ThemeIcon('list-unordered');
    default:
      return op satisfies never;
  }
}

/** What a person sees who waits over a row. */
export function requestTooltip(element: RequestElement): vscode.MarkdownString {
  return element.kind === 'request'
    ? tooltipOf(element.request)
    : operationTooltip(element.request, element.operation);
}

function tooltipOf({ trace, project }: KeptRequest): vscode.MarkdownString {
  const time = formatDateTime(trace.startedAtMs, vscode.env.language);
  const folder = project.folder ?? '';
  return tooltip(`${trace.method} ${trace.path}`, [
    [vscode.l10n.t('Time'), time],
    [vscode.l10n.t('Project'), project.name],
    ...(trace.route === undefined ? [] : [[vscode.l10n.t('Function'), trace.route] as const]),
    ...(trace.failure
      ? [
          [vscode.l10n.t('Error'), trace.failure.message] as const,
          [vscode.l10n.t('At'), placeText(folder, trace.failure.place)] as const,
        ]
      : []),
  ]);
}

function operationTooltip(
  { project }: KeptRequest,
  { op, key, node, variable, place, replacedVersion, startedMs, error }: TracedOperation,
): vscode.MarkdownString {
  const replaced = replacedVersion === null ? undefined : `v${replacedVersion}`;
  return tooltip(`${variable ?? ''}.${op} ${key}`, [
    [vscode.l10n.t('Edge node'), node],
    ...(replaced === undefined ? [] : [[vscode.l10n.t('Replaced'), replaced] as const]),
    [vscode.l10n.t('Begin'), words().milliseconds(startedMs)],
    ...(place ? [[vscode.l10n.t('Code'), placeText(project.folder ?? '', place)] as const] : []),
    ...(error === undefined ? [] : [[vscode.l10n.t('Error'), error] as const]),
  ]);
}
