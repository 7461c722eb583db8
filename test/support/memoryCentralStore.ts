import type { CentralStore } from '../../src/edge/centralStore';
import { createMemoryStore } from '../../src/edge/memoryCentralStore';
import { KvError } from '../../src/kv/kvError';

/** A central store for tests, which refuses what an account of so many bytes has no room for. */
export function createMemoryCentralStore(bytesMax = Infinity): CentralStore {
  const store = createMemoryStore();
  const sizes = new Map<string, number>();
  return {
    ...store,
    put(namespaceId, key, value, atMs) {
      const usedBytes = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
      if (usedBytes + value.byteLength > bytesMax) {
        throw new KvError('ACCOUNT_FULL', 'The account is full');
      }
      const written = store.put(namespaceId, key, value, atMs);
      if (bytesMax < Infinity) {
        sizes.set(`${namespaceId}\0${key}`, Buffer.byteLength(key) + value.byteLength);
      }
      return written;
    },
    delete(namespaceId, key, atMs) {
      sizes.delete(`${namespaceId}\0${key}`);
      return store.delete(namespaceId, key, atMs);
    },
  };
}
