import type { CentralRecord, CentralStore } from '../../src/edge/centralStore';
import { compareUtf8 } from '../../src/kv/compareUtf8';
import { KvError } from '../../src/kv/kvError';

interface MemoryNamespace {
  readonly records: Map<string, CentralRecord>;
  version: number;
}

/** A central store for tests: namespaces spring into being when they are first written to. */
export function createMemoryCentralStore(bytesMax = Infinity): CentralStore {
  const namespaces = new Map<string, MemoryNamespace>();

  function usedBytes(): number {
    let bytes = 0;
    for (const { records } of namespaces.values()) {
      for (const [key, { value }] of records) bytes += Buffer.byteLength(key) + value.byteLength;
    }
    return bytes;
  }

  return {
    get: (id, key) => namespaces.get(id)?.records.get(key) ?? null,

    lastVersion: (id) => namespaces.get(id)?.version ?? 0,

    version: (id, key) => namespaces.get(id)?.records.get(key)?.version ?? null,

    put(id, key, value, nowMs) {
      if (usedBytes() + value.byteLength > bytesMax) {
        throw new KvError('ACCOUNT_FULL', 'The account is full');
      }
      const namespace: MemoryNamespace = namespaces.get(id) ?? { records: new Map(), version: 0 };
      namespaces.set(id, namespace);
      namespace.version += 1;
      const { version } = namespace;
      const replacedVersion = namespace.records.get(key)?.version ?? null;
      namespace.records.set(key, { version, value: new Uint8Array(value), updatedAtMs: nowMs });
      return { version, replacedVersion };
    },

    delete(id, key) {
      const namespace = namespaces.get(id);
      if (!namespace) return { version: 0, replacedVersion: null };
      const replacedVersion = namespace.records.get(key)?.version ?? null;
      if (namespace.records.delete(key)) namespace.version += 1;
      return { version: namespace.version, replacedVersion };
    },

    list(id, { prefix, limit, after }) {
      const keys = [...(namespaces.get(id)?.records.keys() ?? [])]
        .filter((key) => key.startsWith(prefix))
        .filter((key) => after === null || compareUtf8(key, after) > 0)
        .sort(compareUtf8);
      return { keys: keys.slice(0, limit), complete: keys.length <= limit };
    },
  };
}
