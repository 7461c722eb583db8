import { compareUtf8 } from '../kv/compareUtf8';
import type { CentralRecord, CentralStore } from './centralStore';

/** What a namespace begins with. */
export interface InitialNamespace {
  readonly records: ReadonlyMap<string, CentralRecord>;
  /** Of its last write, which may have deleted a record. */
  readonly version: number;
}

/** What each namespace begins with, by its id. */
export type InitialRecords = ReadonlyMap<string, InitialNamespace>;

interface MemoryNamespace {
  readonly records: Map<string, CentralRecord>;
  version: number;
}

/**
 * A central store for the length of a simulation, without a bound on its bytes. It begins with
 * the initial records, and its versions go on from theirs.
 */
export function createMemoryStore(initial: InitialRecords = new Map()): CentralStore {
  const namespaces = new Map<string, MemoryNamespace>();
  for (const [id, { records, version }] of initial) {
    namespaces.set(id, { records: new Map(records), version });
  }

  return {
    get: (id, key) => namespaces.get(id)?.records.get(key) ?? null,

    lastVersion: (id) => namespaces.get(id)?.version ?? 0,

    version: (id, key) => namespaces.get(id)?.records.get(key)?.version ?? null,

    put(id, key, value, nowMs) {
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
