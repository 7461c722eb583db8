import type { KvKey } from '../kv/kvKey';
import type { ListPage, ListQuery } from '../kv/kvPort';
import type { CentralStore } from './centralStore';
import type { Clock } from './clock';
import { EdgeCache } from './edgeCache';
import { EdgeConditions } from './edgeConditions';
import { createEdgeJourneys, type EdgeJourneys } from './edgeJourneys';
import { edgeLimits } from './edgeLimits';
import type { EdgeNode } from './edgeNode';
import { createEdgeOperations } from './edgeOperations';
import { EdgePlaces } from './edgePlaces';
import { createEdgeViews } from './edgeViews';
import type { KvOperation } from './kvOperation';

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
  /** Written at this node; the central store has not acknowledged it yet, `version` is `null`. */
  readonly pending?: true;
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

/** What a read gave. */
export interface ReadResult {
  /** Bytes that belong to the cache: they are to be read, not changed. */
  readonly value: Uint8Array | null;
  readonly operation: KvOperation;
}

/** What a write did. */
export interface WriteResult {
  readonly operation: KvOperation;
}

export interface ListResult {
  readonly page: ListPage;
  readonly operation: KvOperation;
}

/**
 * The edge nodes with their caches, before one central store.
 *
 * Synchronous: a call has happened everywhere it happens at once. That is right where
 * `conditions.isCalm`; otherwise its steps are those of `journeys`. Changes made in the console go
 * to the central store directly, past this network, so that nodes may still serve the old value.
 * All calls that take a node throw KvError `NODE_UNKNOWN` where it does not exist.
 *
 * @see spec section 2
 */
export interface EdgeNetwork {
  readonly nodes: readonly EdgeNode[];
  readonly conditions: EdgeConditions;
  /** The same four calls, step by step. */
  readonly journeys: EdgeJourneys;

  get(node: string, namespaceId: string, key: string): ReadResult;
  /** Keeps a copy of the value. Where the central store refuses, no cache changes. */
  put(node: string, namespaceId: string, key: KvKey, value: Uint8Array): WriteResult;
  /** The operation's version is `null` where there was no record. */
  delete(node: string, namespaceId: string, key: string): WriteResult;
  /** Asks the central store [ASSUMED]. */
  list(node: string, namespaceId: string, query: ListQuery): ListResult;

  /** The entry that a node would serve now, without serving it; `null` where it has none. */
  peek(
    node: string,
    namespaceId: string,
    key: string,
  ): { readonly version: number | null; readonly value: Uint8Array | null } | null;
  /** The nodes whose cache would answer for a key; every other one would ask the centre. */
  inspect(namespaceId: string, key: string): readonly NodeView[];
  /**
   * Milliseconds until a read at the node gives a version that the central store has, or a newer
   * one, if nobody else writes; 0 where it would now.
   */
  untilSeen(node: string, namespaceId: string, key: string, version: number): number;
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
  /** A node that keeps its id keeps its cache and its faults; what is under way to others fails. */
  setNodes(nodes: readonly EdgeNode[]): void;
  /** The node keeps its cache and its faults. The new id is not in use. */
  renameNode(node: string, newId: string): void;
}

/** Builds a network with empty caches. */
export function createEdgeNetwork(options: EdgeNetworkOptions): EdgeNetwork {
  const { central, clock } = options;
  const ttlMs = options.cacheTtlMs ?? edgeLimits.cacheTtlMs;
  const bytesMax = options.cacheBytesMax ?? edgeLimits.cacheBytesMax;
  let { cacheMisses } = options.policy;
  const places = new EdgePlaces(
    options.nodes,
    () => new EdgeCache({ ttlMs, bytesMax, cacheMisses }),
  );
  const conditions = new EdgeConditions(places);
  const views = createEdgeViews({ places, central, clock, ttlMs });
  const operations = createEdgeOperations({ places, central, clock, isStale: views.isStale });
  const { inspect, untilSeen, entries, usage } = views;

  return {
    get nodes() {
      return places.nodes;
    },
    conditions,
    journeys: createEdgeJourneys({ places, conditions, central, clock, operations }),
    get: operations.get,
    put: operations.put,
    delete: operations.delete,
    list: operations.list,
    peek: views.peek,
    inspect,
    untilSeen,
    entries,
    usage,

    purge(node) {
      const nowMs = clock.now();
      const purged = node === undefined ? places.all : [places.find(node)];
      const count = purged.reduce((sum, { cache }) => sum + cache.entries(nowMs).length, 0);
      for (const { cache } of purged) cache.clear();
      return count;
    },

    drop(namespaceId) {
      for (const { cache } of places.all) cache.dropNamespace(namespaceId);
    },

    setPolicy(policy) {
      cacheMisses = policy.cacheMisses;
      for (const { cache } of places.all) cache.setCacheMisses(cacheMisses);
    },

    setNodes(nodes) {
      places.set(nodes);
      conditions.update();
    },

    renameNode(node, newId) {
      places.rename(node, newId);
    },
  };
}
