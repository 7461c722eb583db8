import type { KvPort } from '../../src/kv/kvPort';
import { createMemoryCentralStore } from './memoryCentralStore';

/** A port over one namespace of a memory store, without edge nodes. */
export function createMemoryKvPort(): KvPort {
  const store = createMemoryCentralStore();
  return {
    get: (key) => Promise.resolve(store.get('namespace', key)?.value ?? null),
    put: (key, value) => {
      store.put('namespace', key, value, 0);
      return Promise.resolve();
    },
    delete: (key) => {
      store.delete('namespace', key, 0);
      return Promise.resolve();
    },
    list: (query) => Promise.resolve(store.list('namespace', query)),
  };
}
