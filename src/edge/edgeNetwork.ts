import { compareUtf8 } from '../kv/compareUtf8';
import type { KvKey } from '../kv/kvKey';
import type { ListPage, ListQuery } from '../kv/kvPort';
import type { CentralStore } from './centralStore';
import type { Clock } from './clock';
import { EdgeCache, type CacheEntry } from './edgeCache';
import { edgeLimits } from './edgeLimits';
import type { EdgeNode } from './edgeNode';
import type { KvOperation } from './kvOperation';
import { unknownNode } from './unknownNode';

/** What the platform leaves open and a setting decides. */
export interface EdgePolicy {
  /** Whether a node remembers for a while that a record is missing [ASSUMED: it does not]. */
  readonly cacheMisses: boolean;
}

/** The parts of a network. */
export interface EdgeNetworkOptions {
  readonly nodes: readonly EdgeNode[];
  readonly central: CentralStore;
  readonly clock: Clock;
  readonly policy: EdgePolicy;
  readonly cacheTtlMs?: number;
  /** Of each node. */
  readonly cacheBytesMax?: number;
}

/** What one node would return for a key now. */
export interface NodeView {
  readonly node: string;
  /** The cached version, `null` where a miss is cached. */
  readonly version: number | null;
  readonly ageMs: number;
  readonly expiresInMs: number;
  /** The central store holds something else. */
  readonly stale: boolean;
}

/** A cached entry of one node. */
export interface CachedRecord extends NodeView {
  readonly namespaceId: string;
  readonly key: string;
  readonly bytes: number;
}

/** How full the cache of a node is. */
export interface EdgeNodeUsage {
  readonly node: EdgeNode;
  readonly entries: number;
  /** Bytes of the cached values. */
  readonly bytes: number;
}

/**
 * The edge nodes with their caches, before one central store.
 *
 * Synchronous: a call has happened everywhere it happens at once. Changes made in the console go
 * to the central store directly, past this network, so that nodes may still serve the old value.
 * All calls that take a node throw KvError `NODE_UNKNOWN` where it does not exist.
 *
 * @see spec section 2
 */
export interface EdgeNetwork {
  readonly nodes: readonly EdgeNode[];

  /** @returns bytes that belong to the cache: they are to be read, not changed */
  get(
    node: string,
    namespaceId: string,
    key: string,
  ): { readonly value: Uint8Array | null; readonly operation: KvOperation };
  /** Keeps a copy of the value. Where the central store refuses, no cache changes. */
  put(
    node: string,
    namespaceId: string,
    key: KvKey,
    value: Uint8Array,
  ): { readonly operation: KvOperation };
  /** The operation's version is `null` where there was no record. */
  delete(node: string, namespaceId: string, key: string): { readonly operation: KvOperation };
  /** Asks the central store [ASSUMED]. */
  list(
    node: string,
    namespaceId: string,
    query: ListQuery,
  ): { readonly page: ListPage; readonly operation: KvOperation };

  /** The entry that a node would serve now, without serving it; `null` where it has none. */
  peek(
    node: string,
    namespaceId: string,
    key: string,
  ): { readonly version: number | null; readonly value: Uint8Array | null } | null;
  /** The nodes whose cache would answer for a key; every other one would ask the centre. */
  inspect(namespaceId: string, key: string): readonly NodeView[];
  /** Unexpired entries, in byte order of namespace id and key, at most 1,000 at a time. */
  entries(
    node: string,
    page?: { readonly limit?: number | undefined; readonly offset?: number | undefined },
  ): { readonly entries: readonly CachedRecord[]; readonly total: number };
  /** Every node, in the order of the network. */
  usage(): readonly EdgeNodeUsage[];

  /** Empties one cache, or all; returns how many unexpired entries went. */
  purge(node?: string): number;
  /** To be called when a namespace has been deleted; its id never comes back. */
  drop(namespaceId: string): void;
  setPolicy(policy: EdgePolicy): void;
}

/** Builds a network with empty caches. */
export function createEdgeNetwork(options: EdgeNetworkOptions): EdgeNetwork {
  const { nodes, central, clock } = options;
  const ttlMs = options.cacheTtlMs ?? edgeLimits.cacheTtlMs;
  const bytesMax = options.cacheBytesMax ?? edgeLimits.cacheBytesMax;
  const { cacheMisses } = options.policy;
  const caches = new Map(
    nodes.map(({ id }) => [id, new EdgeCache({ ttlMs, bytesMax, cacheMisses })]),
  );

  function cacheOf(node: string): EdgeCache {
    const cache = caches.get(node);
    if (cache) return cache;
    throw unknownNode(node, nodes);
  }

  /** The last version of its namespace at which an entry was seen to be current. */
  const currentAt = new WeakMap<CacheEntry, number>();

  function isStale(entry: CacheEntry): boolean {
    const { namespaceId, key, version } = entry;
    const lastVersion = central.lastVersion(namespaceId);
    // A look-up costs more than all else that a cached read does.
    if (currentAt.get(entry) === lastVersion) return false;
    if (central.version(namespaceId, key) !== version) return true;
    currentAt.set(entry, lastVersion);
    return false;
  }

  function viewOf(node: string, entry: CacheEntry, nowMs: number): NodeView {
    const ageMs = nowMs - entry.cachedAtMs;
    const { version } = entry;
    return { node, version, ageMs, expiresInMs: ttlMs - ageMs, stale: isStale(entry) };
  }

  return {
    nodes,

    get(node, namespaceId, key) {
      const cache = cacheOf(node);
      const nowMs = clock.now();
      const cached = cache.read(namespaceId, key, nowMs);
      if (cached) {
        const { value, version } = cached;
        const bytes = value?.byteLength ?? 0;
        const ageMs = nowMs - cached.cachedAtMs;
        const stale = isStale(cached);
        return {
          value,
          operation: {
            ...{ op: 'get', key, node, source: 'cache', version, stale, ageMs, bytes },
            ...{ replacedVersion: null, atMs: nowMs },
          },
        };
      }
      const ticket = cache.beginRead(nowMs);
      const record = central.get(namespaceId, key);
      cache.fill(ticket, namespaceId, key, record);
      const value = record?.value ?? null;
      const bytes = value?.byteLength ?? 0;
      const version = record?.version ?? null;
      return { value, operation: atCentre({ op: 'get', key, node, version, bytes, atMs: nowMs }) };
    },

    put(node, namespaceId, key, value) {
      const cache = cacheOf(node);
      const nowMs = clock.now();
      const written = central.put(namespaceId, key, value, nowMs);
      const { version } = written;
      cache.write(namespaceId, key, { version, value: new Uint8Array(value) }, nowMs);
      const bytes = value.byteLength;
      return { operation: atCentre({ op: 'put', key, node, ...written, bytes, atMs: nowMs }) };
    },

    delete(node, namespaceId, key) {
      const cache = cacheOf(node);
      const nowMs = clock.now();
      const deleted = central.delete(namespaceId, key, nowMs);
      cache.remove(namespaceId, key, deleted.version, nowMs);
      const { replacedVersion } = deleted;
      const version = replacedVersion === null ? null : deleted.version;
      const written = { version, replacedVersion };
      return {
        operation: atCentre({ op: 'delete', key, node, ...written, bytes: 0, atMs: nowMs }),
      };
    },

    list(node, namespaceId, query) {
      cacheOf(node);
      const page = central.list(namespaceId, query);
      const asked = { op: 'list', key: query.prefix, node, version: null } as const;
      return { page, operation: atCentre({ ...asked, bytes: 0, atMs: clock.now() }) };
    },

    peek(node, namespaceId, key) {
      const entry = cacheOf(node).peek(namespaceId, key, clock.now());
      return entry ? { version: entry.version, value: entry.value } : null;
    },

    inspect(namespaceId, key) {
      const nowMs = clock.now();
      return [...caches].flatMap(([node, cache]) => {
        const entry = cache.peek(namespaceId, key, nowMs);
        return entry ? [viewOf(node, entry, nowMs)] : [];
      });
    },

    entries(node, { limit = edgeLimits.cachedEntriesPageMax, offset = 0 } = {}) {
      const nowMs = clock.now();
      const all = [...cacheOf(node).entries(nowMs)].sort(compareEntries);
      const end = offset + Math.min(limit, edgeLimits.cachedEntriesPageMax);
      const entries = all.slice(offset, end).map((entry) => ({
        ...viewOf(node, entry, nowMs),
        namespaceId: entry.namespaceId,
        key: entry.key,
        bytes: entry.value?.byteLength ?? 0,
      }));
      return { entries, total: all.length };
    },

    usage() {
      const nowMs = clock.now();
      return nodes.map((node) => {
        const entries = cacheOf(node.id).entries(nowMs);
        const bytes = entries.reduce((sum, { value }) => sum + (value?.byteLength ?? 0), 0);
        return { node, entries: entries.length, bytes };
      });
    },

    purge(node) {
      const nowMs = clock.now();
      const purged = node === undefined ? [...caches.values()] : [cacheOf(node)];
      const count = purged.reduce((sum, cache) => sum + cache.entries(nowMs).length, 0);
      for (const cache of purged) cache.clear();
      return count;
    },

    drop(namespaceId) {
      for (const cache of caches.values()) cache.dropNamespace(namespaceId);
    },

    setPolicy(policy) {
      for (const cache of caches.values()) cache.setCacheMisses(policy.cacheMisses);
    },
  };
}

function atCentre({
  replacedVersion = null,
  ...answer
}: Omit<KvOperation, 'source' | 'stale' | 'ageMs' | 'replacedVersion'> & {
  readonly replacedVersion?: number | null;
}): KvOperation {
  return { ...answer, replacedVersion, source: 'central', stale: false, ageMs: 0 };
}

function compareEntries(a: CacheEntry, b: CacheEntry): number {
  return compareUtf8(a.namespaceId, b.namespaceId) || compareUtf8(a.key, b.key);
}
