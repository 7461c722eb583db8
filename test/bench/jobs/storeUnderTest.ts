import { parseKey, type KvKey } from '../../../src/kv/kvKey';
import { profiles } from '../../../src/kv/profile';
import { openStore } from '../../../src/store/openStore';
import { productFiles } from '../../support/productFiles';

/** A key and its value. */
export interface BenchRecord {
  readonly key: KvKey;
  readonly value: Uint8Array;
}

/** The store as the bench uses it: the only place here that knows how a store is spoken to. */
export interface StoreUnderTest {
  /** Opens a namespace, or makes it where it is not there yet. */
  namespace(name: string): Promise<NamespaceUnderTest>;
  close(): Promise<void>;
}

export interface NamespaceUnderTest {
  /** Bytes of keys and values. */
  bytes(): number;
  put(record: BenchRecord): void;
  /** Many at once, as an import does it. */
  putMany(records: readonly BenchRecord[]): void;
  delete(key: KvKey): void;
  get(key: KvKey): Uint8Array | null;
  /** How many keys a page behind `after` has. */
  pageLength(after: KvKey | null, limit: number): number;
}

/** The account that everything of the bench lies in. */
export const benchAccount = 'bench';

export async function openStoreUnderTest(folder: string): Promise<StoreUnderTest> {
  const store = await openStore({ folder, wasmFile: productFiles.wasm });
  await store.load();

  function findOrCreate(name: string): string {
    const { catalogue } = store;
    const namespaces = catalogue.accounts[0]?.namespaces ?? [];
    const known = namespaces.find((one) => one.name === name);
    if (known) return known.id;
    const { id } = store.createNamespace(benchAccount, name);
    const accounts = [
      { name: benchAccount, namespaces: [...namespaces, { id, name, snapshots: [] }] },
    ];
    store.saveCatalogue({ ...catalogue, accounts });
    return id;
  }

  return {
    async namespace(name) {
      const id = findOrCreate(name);
      await store.ready(id);
      return {
        bytes: () => store.totals(id).bytes,
        put({ key, value }) {
          store.put(id, key, value, Date.now());
        },
        putMany(records) {
          store.putMany(id, records, Date.now());
        },
        delete(key) {
          store.delete(id, key, Date.now());
        },
        get: (key) => store.get(id, key)?.value ?? null,
        pageLength: (after, limit) => store.list(id, { prefix: '', limit, after }).keys.length,
      };
    },
    async close() {
      await store.close();
    },
  };
}

/** The key of a record by its number. */
export function benchKey(index: number): KvKey {
  return parseKey(`key_${index.toString().padStart(7, '0')}`, profiles.documented);
}
