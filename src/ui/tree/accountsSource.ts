import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { RecordInfo } from '../../rpc/emulatorData';
import type { Services } from '../services';
import type { ElementData, ElementOf } from './elements';
import { elementId } from './elements';
import { messageData, type ElementSource } from './elementTree';
import { treeItem } from './treeItems';

/** Elements shown before "Load More…". */
export const pageSize = 100;

/** The most that the emulator lists in one call. */
const callMax = 1000;

export const accountsIds = {
  account: (account: string) => elementId('account', account),
  namespace: (account: string, namespace: string) => elementId('namespace', account, namespace),
  associatedProjects: (account: string, namespace: string) =>
    elementId('associatedProjects', account, namespace),
  record: (account: string, namespace: string, key: string) =>
    elementId('record', account, namespace, key),
};

/** Accounts → namespaces → associated projects and records. */
export function accountsSource(services: Services): ElementSource {
  const { emulator } = services;
  return {
    async roots() {
      const api = await emulator.api();
      return (await api.listAccounts()).map((info) => ({
        kind: 'account' as const,
        id: accountsIds.account(info.name),
        account: info.name,
        info,
      }));
    },
    async children(parent, pages) {
      const api = await emulator.api();
      if (parent.kind === 'account') return namespacesOf(api, parent);
      if (parent.kind === 'namespace') return namespaceChildren(api, parent, pages);
      return parent.kind === 'associatedProjects' ? associatedProjects(api, parent) : [];
    },
    item: (element) => treeItem(element, (project) => services.functions.state(project)),
  };
}

async function namespacesOf(
  api: EmulatorApi,
  parent: ElementOf<'account'>,
): Promise<readonly ElementData[]> {
  const namespaces = await api.listNamespaces({ account: parent.account });
  if (namespaces.length === 0) {
    return [messageData(parent, vscode.l10n.t('This account has no namespace yet.'))];
  }
  return namespaces.map((info) => ({
    kind: 'namespace',
    id: accountsIds.namespace(info.account, info.name),
    parent,
    account: info.account,
    namespace: info.name,
    info,
  }));
}

async function namespaceChildren(
  api: EmulatorApi,
  parent: ElementOf<'namespace'>,
  pages: number,
): Promise<readonly ElementData[]> {
  const { account, namespace } = parent;
  const [bindings, records] = await Promise.all([
    api.listBindings({ account, namespace }),
    listRecords(api, parent, pages * pageSize),
  ]);
  const children: ElementData[] = [
    {
      kind: 'associatedProjects',
      id: accountsIds.associatedProjects(account, namespace),
      parent,
      account,
      namespace,
      count: bindings.length,
    },
  ];
  for (const info of records.keys) {
    children.push({
      kind: 'record',
      id: accountsIds.record(account, namespace, info.key),
      parent,
      account,
      namespace,
      key: info.key,
      info,
    });
  }
  if (records.keys.length === 0) {
    children.push(messageData(parent, vscode.l10n.t('This namespace has no record yet.')));
  }
  if (!records.complete) {
    children.push({
      kind: 'loadMore',
      id: elementId('loadMore', parent.id),
      parent,
      shown: records.keys.length,
      total: Math.max(parent.info.records, records.keys.length),
    });
  }
  return children;
}

async function listRecords(
  api: EmulatorApi,
  { account, namespace }: ElementOf<'namespace'>,
  wanted: number,
): Promise<{ keys: readonly RecordInfo[]; complete: boolean }> {
  const keys: RecordInfo[] = [];
  let cursor: string | undefined;
  while (keys.length < wanted) {
    const limit = Math.min(callMax, wanted - keys.length);
    const page = await api.listRecords({
      account,
      namespace,
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
    keys.push(...page.keys);
    if (page.complete || page.cursor === null) return { keys, complete: true };
    cursor = page.cursor;
  }
  return { keys, complete: false };
}

async function associatedProjects(
  api: EmulatorApi,
  parent: ElementOf<'associatedProjects'>,
): Promise<readonly ElementData[]> {
  const { account, namespace } = parent;
  const bindings = await api.listBindings({ account, namespace });
  if (bindings.length === 0) {
    return [messageData(parent, vscode.l10n.t('No project uses this namespace yet.'))];
  }
  return bindings.map((binding) => ({
    kind: 'associatedProject',
    id: elementId('associatedProject', parent.id, binding.project.id, binding.variable),
    parent,
    binding,
  }));
}
