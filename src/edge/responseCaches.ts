import { LRUCache } from 'lru-cache';
import type { Clock } from './clock';
import { edgeLimits } from './edgeLimits';
import type { EdgeNode } from './edgeNode';
import { unknownNode } from './unknownNode';

/** Where a cached response lies: one URL in one named cache of a project, at one edge node. */
export interface ResponsePlace {
  /** Projects never see each other's responses. */
  readonly projectId: string;
  readonly node: string;
  /** Name of the cache, as `caches.open` takes it; `default` is that of `caches.default`. */
  readonly cache: string;
  readonly url: string;
}

/** A response as it was put. */
export interface CachedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  /** `null` where the response had no body; the bytes are to be read, not changed. */
  readonly body: Uint8Array | null;
}

/** What a cache has at a place: an expired response is known, but not served. */
export type ResponseMatch =
  | { readonly kind: 'fresh'; readonly response: CachedResponse }
  | { readonly kind: 'expired' }
  | { readonly kind: 'missing' };

/**
 * The Cache API's contents on all edge nodes. They belong to one node each and are never copied to
 * another one [DOC].
 *
 * Synchronous and without timers: expiry is arithmetic on read, so that whoever moves the clock
 * expires responses. All calls throw KvError `NODE_UNKNOWN` where the node does not exist.
 *
 * @see the product's documentation of the edge functions' Cache (read 2026-11-25)
 */
export interface ResponseCaches {
  match(place: ResponsePlace): ResponseMatch;
  /**
   * Replaces what is there, with a copy of the body. A response larger than all of a node's room is
   * not kept, and neither is what it would have replaced.
   *
   * @param lifetimeMs simulated milliseconds from now on; `null`: until it is pushed out
   */
  put(place: ResponsePlace, response: CachedResponse, lifetimeMs: number | null): void;
  /** @returns whether there was a response, an expired one too */
  delete(place: ResponsePlace): boolean;
  /** Empties one node, or all; returns how many unexpired responses went. */
  purge(node?: string): number;
  /** A node that keeps its id keeps what it has. */
  setNodes(nodes: readonly EdgeNode[]): void;
  /** The node keeps what it has. The new id is not in use. */
  renameNode(node: string, newId: string): void;
}

interface Entry {
  readonly response: CachedResponse;
  readonly storedAtMs: number;
  readonly lifetimeMs: number | null;
  readonly bytes: number;
}

/** What an entry costs beside its texts and its body; an estimate. */
const entryOverheadBytes = 512;

/** Makes empty caches. */
export function createResponseCaches(options: {
  readonly nodes: readonly EdgeNode[];
  readonly clock: Clock;
  /** Of each node, for all of its projects together. */
  readonly bytesMax?: number;
}): ResponseCaches {
  const { clock } = options;
  const maxSize = options.bytesMax ?? edgeLimits.responseBytesMax;
  let nodes: readonly EdgeNode[] = [];
  let caches = new Map<string, LRUCache<string, Entry>>();

  function setNodes(next: readonly EdgeNode[]): void {
    const before = caches;
    const newCache = () =>
      new LRUCache<string, Entry>({ maxSize, sizeCalculation: ({ bytes }) => bytes });
    caches = new Map(next.map(({ id }) => [id, before.get(id) ?? newCache()]));
    nodes = next;
  }

  setNodes(options.nodes);

  function cacheOf(node: string): LRUCache<string, Entry> {
    const cache = caches.get(node);
    if (cache) return cache;
    throw unknownNode(node, nodes);
  }

  return {
    match(place) {
      const entry = cacheOf(place.node).get(entryName(place));
      if (!entry) return { kind: 'missing' };
      const kind = stateOf(entry, clock.now());
      return kind === 'fresh' ? { kind, response: entry.response } : { kind };
    },

    put(place, given, lifetimeMs) {
      // A message's bytes may be part of a larger buffer, which would be kept with them.
      const response = { ...given, body: given.body && new Uint8Array(given.body) };
      const name = entryName(place);
      const bytes = entryBytes(name, response);
      const entry = { response, storedAtMs: clock.now(), lifetimeMs, bytes };
      cacheOf(place.node).set(name, entry);
    },

    delete: (place) => cacheOf(place.node).delete(entryName(place)),

    purge(node) {
      const nowMs = clock.now();
      const purged = node === undefined ? [...caches.values()] : [cacheOf(node)];
      let count = 0;
      for (const cache of purged) {
        for (const entry of cache.values()) if (stateOf(entry, nowMs) === 'fresh') count += 1;
        cache.clear();
      }
      return count;
    },

    setNodes,

    renameNode(node, newId) {
      const renamed = cacheOf(node);
      nodes = nodes.map((one) => (one.id === node ? { ...one, id: newId } : one));
      caches = new Map([...caches].map(([id, cache]) => [cache === renamed ? newId : id, cache]));
    },
  };
}

function stateOf({ storedAtMs, lifetimeMs }: Entry, nowMs: number): ResponseMatch['kind'] {
  const ageMs = nowMs - storedAtMs;
  // A negative age means that time was set back: nobody can say how old the response really is.
  if (ageMs < 0) return 'missing';
  return lifetimeMs === null || ageMs < lifetimeMs ? 'fresh' : 'expired';
}

/** Neither a project's id nor a URL holds a null character, so that no two places share a name. */
function entryName({ projectId, cache, url }: ResponsePlace): string {
  return `${projectId}\0${cache}\0${url}`;
}

function entryBytes(name: string, { statusText, headers, body }: CachedResponse): number {
  const characters = headers.reduce(
    (sum, [header, value]) => sum + header.length + value.length,
    name.length + statusText.length,
  );
  return entryOverheadBytes + 2 * characters + (body?.byteLength ?? 0);
}
