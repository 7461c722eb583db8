import * as vscode from 'vscode';
import { faultName } from '../edge/faultText';
import { nodePlace } from '../edge/nodePlace';
import type { ElementOf } from './elements';
import { formatBytes, formatDuration, formatNumber } from './format';
import { nodeState } from './nodeAnswer';
import { tooltip } from './tooltip';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** How an element of the Edge Nodes view looks. */
export function edgeItem(
  element: ElementOf<'edgeNode' | 'centralStore' | 'cachedEntry'>,
): vscode.TreeItem {
  switch (element.kind) {
    case 'edgeNode':
      return nodeItem(element);
    case 'centralStore':
      return centreItem(element);
    case 'cachedEntry':
      return entryItem(element);
    default:
      return element satisfies never;
  }
}

const faultIcon = new vscode.ThemeIcon('zap', new vscode.ThemeColor('list.warningForeground'));

function nodeItem({
  node,
  entries,
  bytes,
  isDefault,
  faults,
}: ElementOf<'edgeNode'>): vscode.TreeItem {
  const locale = vscode.env.language;
  const count = entries === undefined ? '–' : formatNumber(entries, locale);
  const item = new vscode.TreeItem({ label: node.id }, Collapsed);
  const cached = vscode.l10n.t('cached entries: {0}', count);
  const state = isDefault ? vscode.l10n.t('{0} · default', cached) : cached;
  const wrong = faults.map(faultName);
  // What is wrong stands before what a narrow view cuts off.
  item.description = [...wrong, state].join(' · ');
  item.iconPath =
    faults.length > 0 ? faultIcon : new vscode.ThemeIcon(isDefault ? 'location' : 'server');
  item.contextValue = isDefault ? 'edgeNode.default' : 'edgeNode';
  item.tooltip = tooltip(node.id, [
    [vscode.l10n.t('Location'), nodePlace(node)],
    [vscode.l10n.t('Round trip'), vscode.l10n.t('{0} ms', formatNumber(node.roundTripMs, locale))],
    ...(wrong.length > 0 ? [[vscode.l10n.t('Faults'), wrong.join(', ')] as const] : []),
    [vscode.l10n.t('Cached entries'), count],
    [vscode.l10n.t('Size'), formatBytes(bytes, locale)],
  ]);
  const label = isDefault
    ? vscode.l10n.t('Default edge node {0}, number of cached entries: {1}', node.id, count)
    : vscode.l10n.t('Edge node {0}, number of cached entries: {1}', node.id, count);
  item.accessibilityInformation = { label: [label, ...wrong].join(', ') };
  return item;
}

function centreItem({ faults }: ElementOf<'centralStore'>): vscode.TreeItem {
  const name = vscode.l10n.t('Central store');
  const wrong = faults.map(faultName);
  const item = new vscode.TreeItem({ label: name }, None);
  item.description = wrong.join(' · ');
  item.iconPath = faults.length > 0 ? faultIcon : new vscode.ThemeIcon('database');
  item.contextValue = 'centralStore';
  item.tooltip = tooltip(
    name,
    wrong.length > 0 ? [[vscode.l10n.t('Faults'), wrong.join(', ')]] : [],
  );
  item.accessibilityInformation = { label: [name, ...wrong].join(', ') };
  return item;
}

function entryItem(element: ElementOf<'cachedEntry'>): vscode.TreeItem {
  const locale = vscode.env.language;
  const { key, account, namespace, entry } = element;
  const age = formatDuration(entry.ageMs, locale);
  const known = entry.version === null ? vscode.l10n.t('deleted') : `v${entry.version.toString()}`;
  const version = entry.pending ? vscode.l10n.t('being written') : known;
  const state = entry.stale ? vscode.l10n.t('stale') : vscode.l10n.t('fresh');
  const item = new vscode.TreeItem({ label: key }, None);
  item.description = nodeState(entry);
  item.iconPath = entry.stale
    ? new vscode.ThemeIcon('history', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('pass');
  item.contextValue = 'cachedEntry';
  item.tooltip = tooltip(key, [
    [vscode.l10n.t('Namespace'), `${account} / ${namespace}`],
    [vscode.l10n.t('Version'), version],
    [vscode.l10n.t('State'), entry.stale ? vscode.l10n.t('{0} behind', entry.behind) : state],
    [
      vscode.l10n.t('Central store'),
      entry.central === null ? vscode.l10n.t('missing') : `v${entry.central}`,
    ],
    [vscode.l10n.t('Age'), age],
    [vscode.l10n.t('Expires in'), formatDuration(entry.expiresInMs, locale)],
    [vscode.l10n.t('Size'), formatBytes(entry.bytes, locale)],
  ]);
  item.accessibilityInformation = {
    label: vscode.l10n.t('Cached entry {0}, {1}, age {2}, {3}', key, version, age, state),
  };
  item.command = {
    command: 'pagesKv.openRecord',
    title: vscode.l10n.t('Open Record'),
    arguments: [element],
  };
  return item;
}
