import type { AccountInfo } from '../rpc/emulatorData';
import { checkNewAccountName, findAccount, withAccount } from './catalogueLookup';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { parseRequest, requests } from './requests';

type AccountCalls = Pick<
  EmulatorCalls,
  'listAccounts' | 'createAccount' | 'renameAccount' | 'deleteAccount'
>;

export function accountCalls({ store, network, changed }: EmulatorContext): AccountCalls {
  const infoOf = (name: string): AccountInfo => ({
    name,
    usedBytes: store.accountBytes(name),
    limitBytes: store.accountBytesMax,
    namespaces: findAccount(store.catalogue, name).namespaces.length,
  });

  return {
    async listAccounts() {
      await store.load();
      return store.catalogue.accounts.map(({ name }) => infoOf(name));
    },

    createAccount(request) {
      const name = parseRequest(requests.name, request).name.trim();
      checkNewAccountName(store.catalogue, name);
      const { catalogue } = store;
      const accounts = [...catalogue.accounts, { name, namespaces: [] }];
      store.saveCatalogue({ ...catalogue, accounts });
      changed({ kind: 'accounts' });
      return infoOf(name);
    },

    async renameAccount(request) {
      const { name, newName: typed } = parseRequest(requests.renameAccount, request);
      const newName = typed.trim();
      await store.load();
      const account = findAccount(store.catalogue, name);
      if (newName === name) return infoOf(name);
      checkNewAccountName(store.catalogue, newName);
      store.saveCatalogue(withAccount(store.catalogue, name, { ...account, name: newName }));
      for (const { id } of account.namespaces) store.identifyNamespace(id);
      changed({ kind: 'accounts' });
      changed({ kind: 'bindings' });
      return infoOf(newName);
    },

    async deleteAccount(request) {
      const { name } = parseRequest(requests.name, request);
      const { catalogue } = store;
      const account = catalogue.accounts.find((one) => one.name === name);
      if (!account) return { deleted: false };
      const ids = new Set(account.namespaces.map(({ id }) => id));
      store.saveCatalogue({
        ...catalogue,
        accounts: catalogue.accounts.filter((one) => one !== account),
        bindings: catalogue.bindings.filter(({ namespaceId }) => !ids.has(namespaceId)),
      });
      for (const id of ids) {
        network.drop(id);
        await store.removeNamespace(id);
      }
      changed({ kind: 'accounts' });
      changed({ kind: 'bindings' });
      changed({ kind: 'caches' });
      return { deleted: true };
    },
  };
}
