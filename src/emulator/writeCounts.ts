import { LRUCache } from 'lru-cache';

/** Knows how many writes of a key came after a version of it. */
export interface WriteCounts {
  note(namespaceId: string, key: string, version: number): void;
  /** As far as is remembered; 0 where nothing is. */
  after(namespaceId: string, key: string, version: number | null): number;
}

/** A cached copy is served for a minute, so that the writes of late are enough. */
const versionsPerKeyMax = 100;
const keysMax = 20_000;

/** Numbers of versions belong to a whole namespace, so that they alone do not count a key's. */
export function createWriteCounts(): WriteCounts {
  const versions = new LRUCache<string, number[]>({ max: keysMax });
  const nameOf = (namespaceId: string, key: string) => `${namespaceId}\0${key}`;
  return {
    note(namespaceId, key, version) {
      const name = nameOf(namespaceId, key);
      const known = versions.get(name) ?? [];
      known.push(version);
      if (known.length > versionsPerKeyMax * 2) known.splice(0, versionsPerKeyMax);
      versions.set(name, known);
    },
    after(namespaceId, key, version) {
      const known = versions.peek(nameOf(namespaceId, key)) ?? [];
      return known.filter((one) => one > (version ?? 0)).length;
    },
  };
}
