import * as vscode from 'vscode';
import type { ElementOf } from './elements';
import { formatBytes, formatDateTime, formatNumber } from './format';
import { tooltip } from './tooltip';

type StoreElement = ElementOf<
  'account' | 'namespace' | 'associatedProjects' | 'associatedProject' | 'record'
>;

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** How an element of the Accounts view looks. */
export function storeItem(element: StoreElement): vscode.TreeItem {
  switch (element.kind) {
    case 'account':
      return accountItem(element);
    case 'namespace':
      return namespaceItem(element);
    case 'associatedProjects': {
      const item = new vscode.TreeItem({ label: vscode.l10n.t('Associated Projects') }, Collapsed);
      item.description = formatNumber(element.count, vscode.env.language);
      item.iconPath = new vscode.ThemeIcon('link');
      item.contextValue = 'associatedProjects';
      return item;
    }
    case 'associatedProject': {
      const { project, variable } = element.binding;
      const item = new vscode.TreeItem({ label: project.name }, None);
      item.description = variable;
      item.iconPath = new vscode.ThemeIcon('root-folder');
      item.contextValue = 'associatedProject';
      item.tooltip = tooltip(project.name, [
        [vscode.l10n.t('Variable'), variable],
        [vscode.l10n.t('Project'), project.id],
      ]);
      item.accessibilityInformation = {
        label: vscode.l10n.t('Project {0}, bound as variable {1}', project.name, variable),
      };
      return item;
    }
    case 'record':
      return recordItem(element);
    default:
      return element satisfies never;
  }
}

function accountItem({ account, info }: ElementOf<'account'>): vscode.TreeItem {
  const locale = vscode.env.language;
  const used = formatBytes(info.usedBytes, locale);
  const limit = formatBytes(info.limitBytes, locale);
  const item = new vscode.TreeItem({ label: account }, Collapsed);
  item.description = vscode.l10n.t('{0} of {1}', used, limit);
  item.iconPath = new vscode.ThemeIcon('account');
  item.contextValue = 'account';
  item.tooltip = tooltip(account, [
    [vscode.l10n.t('Used'), vscode.l10n.t('{0} of {1}', used, limit)],
    [vscode.l10n.t('Namespaces'), formatNumber(info.namespaces, locale)],
  ]);
  item.accessibilityInformation = {
    label: vscode.l10n.t('Account {0}, {1} of {2} used', account, used, limit),
  };
  return item;
}

function namespaceItem({ account, namespace, info }: ElementOf<'namespace'>): vscode.TreeItem {
  const locale = vscode.env.language;
  const records = formatNumber(info.records, locale);
  const size = formatBytes(info.bytes, locale);
  const item = new vscode.TreeItem({ label: namespace }, Collapsed);
  item.description = `${vscode.l10n.t('records: {0}', records)} · ${size}`;
  item.iconPath = new vscode.ThemeIcon('database');
  item.contextValue = 'namespace';
  item.tooltip = tooltip(namespace, [
    [vscode.l10n.t('Account'), account],
    [vscode.l10n.t('Records'), records],
    [vscode.l10n.t('Size'), size],
  ]);
  item.accessibilityInformation = {
    label: vscode.l10n.t('Namespace {0}, number of records: {1}, {2}', namespace, records, size),
  };
  return item;
}

function recordItem(element: ElementOf<'record'>): vscode.TreeItem {
  const locale = vscode.env.language;
  const { key, info } = element;
  const size = formatBytes(info.size, locale);
  const item = new vscode.TreeItem({ label: key }, None);
  item.description = `v${info.version} · ${size}`;
  item.iconPath = new vscode.ThemeIcon('key');
  item.contextValue = 'record';
  item.tooltip = tooltip(key, [
    [vscode.l10n.t('Size'), size],
    [
      vscode.l10n.t('Version'),
      vscode.l10n.t('{0}; each write in the namespace takes the next number', info.version),
    ],
    [vscode.l10n.t('Updated'), formatDateTime(info.updatedAtMs, locale)],
  ]);
  item.accessibilityInformation = {
    label: vscode.l10n.t('Record {0}, version {1}, {2}', key, info.version, size),
  };
  item.command = {
    command: 'pagesKv.openRecord',
    title: vscode.l10n.t('Open Record'),
    arguments: [element],
  };
  return item;
}
