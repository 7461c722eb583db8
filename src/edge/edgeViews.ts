import { compareUtf8 } from '../kv/compareUtf8';
import type { CentralStore } from './centralStore';
import type { Clock } from './clock';
import type { CacheEntry } from './edgeCache';
import { edgeLimits } from './edgeLimits';
import type { EdgeNetwork, NodeView } from './edgeNetwork';
import type { EdgePlaces } from './edgePlaces';

/** What people are shown of the caches; looking changes nothing. */
export interface EdgeViews extends Pick<
  EdgeNetwork,
  'peek' | 'inspect' | 'entries' | 'usage' | 'untilSeen'
> {
  /** Whether the central store holds something else; a write on its way is not stale. */
  readonly isStale: (entry: CacheEntry) => boolean;
}

/** Makes the views of a network. */
export function createEdgeViews({
  places,
  central,
  clock,
  ttlMs,
}: {
  readonly places: EdgePlaces;
  readonly central: CentralStore;
  readonly clock: Clock;
  readonly ttlMs: number;
}): EdgeViews {
  /** The last version of its namespace at which an entry was seen to be current. */
  const currentAt = new WeakMap<CacheEntry, number>();

  function isStale(entry: CacheEntry): boolean {
    if (entry.pending) return false;
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
    const view = { node, version, ageMs, expiresInMs: ttlMs - ageMs, stale: isStale(entry) };
    return entry.pending ? { ...view, pending: true } : view;
  }

  return {
    isStale,

    peek(node, namespaceId, key) {
      const entry = places.find(node).cache.peek(namespaceId, key, clock.now());
      return entry ? { version: entry.version, value: entry.value } : null;
    },

    inspect(namespaceId, key) {
      const nowMs = clock.now();
      return places.all.flatMap(({ node, cache }) => {
        const entry = cache.peek(namespaceId, key, nowMs);
        return entry ? [viewOf(node.id, entry, nowMs)] : [];
      });
    },

    untilSeen(node, namespaceId, key, version) {
      const nowMs = clock.now();
      const entry = places.find(node).cache.peek(namespaceId, key, nowMs);
      if (!entry || (entry.version ?? 0) >= version) return 0;
      // A cached miss is as new as the centre where that has no record either.
      if (entry.value === null && !isStale(entry)) return 0;
      return ttlMs - (nowMs - entry.cachedAtMs);
    },

    entries(node, { limit = edgeLimits.cachedEntriesPageMax, offset = 0 } = {}) {
      const nowMs = clock.now();
      const all = [...places.find(node).cache.entries(nowMs)].sort(compareEntries);
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
      return places.all.map(({ node, cache }) => {
        const entries = cache.entries(nowMs);
        const bytes = entries.reduce((sum, { value }) => sum + (value?.byteLength ?? 0), 0);
        return { node, entries: entries.length, bytes };
      });
    },
  };
}

function compareEntries(a: CacheEntry, b: CacheEntry): number {
  return compareUtf8(a.namespaceId, b.namespaceId) || compareUtf8(a.key, b.key);
}
