import type { NamespaceRef } from '../rpc/emulatorData';
import type { CatalogueNamespace } from '../store/catalogue/catalogue';
import type { Store } from '../store/store';
import { findNamespace } from './catalogueLookup';

/**
 * Finds a namespace whose records are loaded, so that using it stops nothing else.
 *
 * @throws EmulatorError `ACCOUNT_UNKNOWN` or `NAMESPACE_UNKNOWN`
 * @throws StoreError `STORE_FAILED`
 */
export async function readyNamespace(
  store: Store,
  { account, namespace }: NamespaceRef,
): Promise<CatalogueNamespace> {
  await store.ready(findNamespace(store.catalogue, account, namespace).id);
  // It may have been deleted while it was loaded.
  return findNamespace(store.catalogue, account, namespace);
}
