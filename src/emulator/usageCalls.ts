import type { AccountUsage, NamespaceUsage } from '../rpc/emulatorApi';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';

/** What fills the accounts. */
export function usageCalls({ store }: EmulatorContext): Pick<EmulatorCalls, 'usage'> {
  return {
    async usage() {
      await store.load();
      const accounts: AccountUsage[] = [];
      for (const { name: account, namespaces } of store.catalogue.accounts) {
        const measured: NamespaceUsage[] = [];
        for (const { id, name } of namespaces) {
          await store.ready(id);
          measured.push({ namespace: name, ...(await store.usage(id)) });
        }
        const usedBytes = store.accountBytes(account);
        accounts.push({
          account,
          usedBytes,
          limitBytes: store.accountBytesMax,
          namespaces: measured,
        });
      }
      return accounts;
    },
  };
}
