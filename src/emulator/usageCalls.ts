import { KvError } from '../kv/kvError';
import type { AccountUsage, NamespaceUsage } from '../rpc/emulatorApi';
import type { CatalogueAccount } from '../store/catalogue/catalogue';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';

/** What fills the accounts. */
export function usageCalls({ store }: EmulatorContext): Pick<EmulatorCalls, 'usage'> {
  return {
    async usage() {
      await store.load();
      const accounts: AccountUsage[] = [];
      for (const { name: account, namespaces } of store.catalogue.accounts) {
        const measured = await measure(namespaces);
        // Accounts and namespaces that were deleted meanwhile are left out.
        if (!store.catalogue.accounts.some(({ name }) => name === account)) continue;
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

  async function measure(
    namespaces: CatalogueAccount['namespaces'],
  ): Promise<readonly NamespaceUsage[]> {
    const measured: NamespaceUsage[] = [];
    for (const { id, name } of namespaces) {
      try {
        await store.ready(id);
        measured.push({ namespace: name, ...(await store.usage(id)) });
      } catch (error) {
        if (!(error instanceof KvError) || error.code !== 'NAMESPACE_GONE') throw error;
      }
    }
    return measured;
  }
}
