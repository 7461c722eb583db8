import * as l10n from '@vscode/l10n';
import { limits } from '../kv/limits';
import type { NamespaceInfo } from '../rpc/emulatorData';
import { EmulatorError } from '../rpc/emulatorError';
import type { CatalogueNamespace } from '../store/catalogue/catalogue';
import { checkNewNamespaceName, findAccount, findNamespace, withAccount } from './catalogueLookup';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { parseRequest, requests } from './requests';

type NamespaceCalls = Pick<
  EmulatorCalls,
  'listNamespaces' | 'createNamespace' | 'renameNamespace' | 'deleteNamespace'
>;

export function namespaceCalls({ store, network, changed }: EmulatorContext): NamespaceCalls {
  const infoOf = (account: string, { id, name }: CatalogueNamespace): NamespaceInfo => ({
    id,
    account,
    name,
    ...store.totals(id),
  });

  return {
    async listNamespaces(request) {
      const { account } = parseRequest(requests.account, request);
      await store.load();
      return findAccount(store.catalogue, account).namespaces.map((one) => infoOf(account, one));
    },

    async createNamespace(request) {
      const { account: accountName, name } = parseRequest(requests.namespace, request);
      await store.load();
      const account = findAccount(store.catalogue, accountName);
      checkNewNamespaceName(account, name);
      if (account.namespaces.length >= limits.namespacesPerAccountMax) {
        throw new EmulatorError(
          'NAMESPACE_LIMIT',
          l10n.t(
            'The account "{0}" has {1} namespaces, and more are not allowed. Delete one first.',
            accountName,
            limits.namespacesPerAccountMax,
          ),
        );
      }
      const { id } = store.createNamespace(accountName, name);
      const namespaces = [...account.namespaces, { id, name, snapshots: [] }];
      try {
        store.saveCatalogue(withAccount(store.catalogue, accountName, { ...account, namespaces }));
      } catch (error) {
        await store.removeNamespace(id);
        throw error;
      }
      changed({ kind: 'namespaces', account: accountName });
      return infoOf(accountName, { id, name, snapshots: [] });
    },

    async renameNamespace(request) {
      const {
        account: accountName,
        name,
        newName,
      } = parseRequest(requests.renameNamespace, request);
      await store.load();
      const account = findAccount(store.catalogue, accountName);
      const namespace = findNamespace(store.catalogue, accountName, name);
      if (newName === name) return infoOf(accountName, namespace);
      checkNewNamespaceName(account, newName);
      const renamed = { ...namespace, name: newName };
      const namespaces = account.namespaces.map((one) => (one === namespace ? renamed : one));
      store.saveCatalogue(withAccount(store.catalogue, accountName, { ...account, namespaces }));
      store.identifyNamespace(namespace.id);
      changed({ kind: 'namespaces', account: accountName });
      changed({ kind: 'bindings' });
      return infoOf(accountName, renamed);
    },

    async deleteNamespace(request) {
      const { account: accountName, name } = parseRequest(requests.namespace, request);
      const { catalogue } = store;
      const account = catalogue.accounts.find((one) => one.name === accountName);
      const namespace = account?.namespaces.find((one) => one.name === name);
      if (!account || !namespace) return { deleted: false };
      const namespaces = account.namespaces.filter((one) => one !== namespace);
      store.saveCatalogue({
        ...withAccount(catalogue, accountName, { ...account, namespaces }),
        bindings: catalogue.bindings.filter((one) => one.namespaceId !== namespace.id),
      });
      network.drop(namespace.id);
      await store.removeNamespace(namespace.id);
      changed({ kind: 'namespaces', account: accountName });
      changed({ kind: 'bindings' });
      changed({ kind: 'caches' });
      return { deleted: true };
    },
  };
}
