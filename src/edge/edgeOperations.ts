import type { CentralRecord, CentralStore } from './centralStore';
import type { Clock } from './clock';
import type { CacheEntry } from './edgeCache';
import type { EdgeNetwork, ReadResult } from './edgeNetwork';
import type { EdgePlace, EdgePlaces } from './edgePlaces';
import type { KvOperation } from './kvOperation';

/** The four calls where nothing takes time, and what they share with those that do. */
export interface EdgeOperations extends Pick<EdgeNetwork, 'get' | 'put' | 'delete' | 'list'> {
  /** What a node's cache answers; `undefined` where it must ask. */
  readonly readCached: (
    place: EdgePlace,
    namespaceId: string,
    key: string,
    nowMs: number,
  ) => ReadResult | undefined;
}

/** Makes the calls of a network. */
export function createEdgeOperations({
  places,
  central,
  clock,
  isStale,
}: {
  readonly places: EdgePlaces;
  readonly central: CentralStore;
  readonly clock: Clock;
  readonly isStale: (entry: CacheEntry) => boolean;
}): EdgeOperations {
  const readCached: EdgeOperations['readCached'] = (place, namespaceId, key, nowMs) => {
    const cached = place.cache.read(namespaceId, key, nowMs);
    if (!cached) return undefined;
    const { value, version } = cached;
    const bytes = value?.byteLength ?? 0;
    const ageMs = nowMs - cached.cachedAtMs;
    const operation: KvOperation = {
      ...{ op: 'get', key, node: place.node.id, source: 'cache', version },
      ...{ stale: isStale(cached), ageMs, bytes, replacedVersion: null, atMs: nowMs },
    };
    return { value, operation: cached.pending ? { ...operation, pending: true } : operation };
  };

  return {
    readCached,

    get(node, namespaceId, key) {
      const place = places.find(node);
      const nowMs = clock.now();
      const cached = readCached(place, namespaceId, key, nowMs);
      if (cached) return cached;
      const ticket = place.cache.beginRead(nowMs);
      const record = central.get(namespaceId, key);
      place.cache.fill(ticket, namespaceId, key, record);
      return readResult(node, key, record, nowMs);
    },

    put(node, namespaceId, key, value) {
      const { cache } = places.find(node);
      const nowMs = clock.now();
      const written = central.put(namespaceId, key, value, nowMs);
      const { version } = written;
      cache.write(namespaceId, key, { version, value: new Uint8Array(value) }, nowMs);
      const bytes = value.byteLength;
      return { operation: atCentre({ op: 'put', key, node, ...written, bytes, atMs: nowMs }) };
    },

    delete(node, namespaceId, key) {
      const { cache } = places.find(node);
      const nowMs = clock.now();
      const deleted = central.delete(namespaceId, key, nowMs);
      cache.remove(namespaceId, key, deleted.version, nowMs);
      return { operation: deleteOperation(node, key, deleted, nowMs) };
    },

    list(node, namespaceId, query) {
      places.find(node);
      const page = central.list(namespaceId, query);
      return { page, operation: listOperation(node, query.prefix, clock.now()) };
    },
  };
}

/** A read that the central store has answered. */
export function readResult(
  node: string,
  key: string,
  record: CentralRecord | null,
  atMs: number,
): ReadResult {
  const value = record?.value ?? null;
  const bytes = value?.byteLength ?? 0;
  const version = record?.version ?? null;
  return { value, operation: atCentre({ op: 'get', key, node, version, bytes, atMs }) };
}

/** A deletion as the central store has done it. */
export function deleteOperation(
  node: string,
  key: string,
  deleted: { readonly version: number; readonly replacedVersion: number | null },
  atMs: number,
): KvOperation {
  const { replacedVersion } = deleted;
  const version = replacedVersion === null ? null : deleted.version;
  return atCentre({ op: 'delete', key, node, version, replacedVersion, bytes: 0, atMs });
}

/** A list that the central store has answered. */
export function listOperation(node: string, prefix: string, atMs: number): KvOperation {
  return atCentre({ op: 'list', key: prefix, node, version: null, bytes: 0, atMs });
}

/** What the central store has done or said. */
export function atCentre({
  replacedVersion = null,
  ...answer
}: Omit<KvOperation, 'source' | 'stale' | 'ageMs' | 'replacedVersion' | 'pending'> & {
  readonly replacedVersion?: number | null;
}): KvOperation {
  return { ...answer, replacedVersion, source: 'central', stale: false, ageMs: 0 };
}
