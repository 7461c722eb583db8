import { LRUCache } from 'lru-cache';
import { ChangeMemory } from './changeMemory';
import { edgeLimits } from './edgeLimits';

/** A value with its version. */
export interface VersionedValue {
  readonly version: number;
  readonly value: Uint8Array;
}

/** What a cache holds of one key: a value, or that there was no record. */
export type CacheEntry = (VersionedValue | { readonly version: null; readonly value: null }) & {
  readonly namespaceId: string;
  readonly key: string;
  /** When this was current at the central store for certain. */
  readonly cachedAtMs: number;
};

/** Proof that a read began before the central store was asked. */
export interface ReadTicket {
  readonly beganAtMs: number;
  readonly sequence: number;
}

/** The bounds of one cache, and whether it keeps the knowledge that a record is missing. */
export interface EdgeCacheOptions {
  readonly ttlMs: number;
  readonly bytesMax: number;
  readonly cacheMisses: boolean;
  readonly rememberedChangesMax?: number;
}

/** What an entry costs beside its value and its names; an estimate. */
const entryOverheadBytes = 256;

/**
 * The cache of one edge node.
 *
 * Time is a parameter and nothing is scheduled: an expired entry stays until it is replaced or
 * pushed out, but is never seen again.
 */
export class EdgeCache {
  readonly #ttlMs: number;
  readonly #entries: LRUCache<string, CacheEntry>;
  readonly #changes: ChangeMemory;
  #cacheMisses: boolean;

  constructor({ ttlMs, bytesMax, cacheMisses, rememberedChangesMax }: EdgeCacheOptions) {
    this.#ttlMs = ttlMs;
    this.#cacheMisses = cacheMisses;
    this.#changes = new ChangeMemory(rememberedChangesMax ?? edgeLimits.rememberedChangesMax);
    this.#entries = new LRUCache({ maxSize: bytesMax, sizeCalculation: entryBytes });
  }

  /** The entry that the node may still serve; it counts as used. */
  read(namespaceId: string, key: string, nowMs: number): CacheEntry | undefined {
    return this.#fresh(this.#entries.get(entryName(namespaceId, key)), nowMs);
  }

  /** As {@link read}, but only looking. */
  peek(namespaceId: string, key: string, nowMs: number): CacheEntry | undefined {
    return this.#fresh(this.#entries.peek(entryName(namespaceId, key)), nowMs);
  }

  /** Every entry that the node may still serve, in no particular order. */
  entries(nowMs: number): readonly CacheEntry[] {
    return [...this.#entries.values()].filter((entry) => this.#fresh(entry, nowMs));
  }

  /** To be called before the central store is asked; the ticket belongs to {@link fill}. */
  beginRead(nowMs: number): ReadTicket {
    return { beganAtMs: nowMs, sequence: this.#changes.sequence };
  }

  /**
   * Caches the central store's answer; its age counts from the beginning of the read.
   *
   * @returns false where something newer came in between: the cache stays as it is then
   */
  fill(
    ticket: ReadTicket,
    namespaceId: string,
    key: string,
    answer: VersionedValue | null,
  ): boolean {
    const version = answer?.version ?? null;
    if (this.#changes.isLate(ticket.sequence, entryName(namespaceId, key), version)) return false;
    this.#keep(namespaceId, key, answer, version, ticket.beganAtMs);
    return true;
  }

  /** Caches what this node has written; the node serves it at once. */
  write(namespaceId: string, key: string, written: VersionedValue, nowMs: number): void {
    this.#keep(namespaceId, key, written, written.version, nowMs);
  }

  /** Applies a deletion that this node has done; `version` is the namespace's after it. */
  remove(namespaceId: string, key: string, version: number, nowMs: number): void {
    this.#keep(namespaceId, key, null, version, nowMs);
  }

  /** With `false`, misses that are cached already are not served any more either. */
  setCacheMisses(cacheMisses: boolean): void {
    this.#cacheMisses = cacheMisses;
    if (!cacheMisses) this.#dropWhere((entry) => entry.value === null);
  }

  /** Empties the cache; answers that are still under way are refused when they come. */
  clear(): void {
    this.#changes.noteAll();
    this.#entries.clear();
  }

  /** The same for one namespace. Refusing answers for the others too only costs them a read. */
  dropNamespace(namespaceId: string): void {
    this.#changes.noteAll();
    this.#dropWhere((entry) => entry.namespaceId === namespaceId);
  }

  #keep(
    namespaceId: string,
    key: string,
    known: VersionedValue | null,
    version: number | null,
    cachedAtMs: number,
  ): void {
    const name = entryName(namespaceId, key);
    this.#changes.note(name, version);
    if (known !== null) {
      const { version, value } = known;
      this.#entries.set(name, { namespaceId, key, version, value, cachedAtMs });
    } else if (this.#cacheMisses) {
      this.#entries.set(name, { namespaceId, key, version: null, value: null, cachedAtMs });
    } else {
      this.#entries.delete(name);
    }
  }

  #dropWhere(matches: (entry: CacheEntry) => boolean): void {
    for (const [name, entry] of [...this.#entries.entries()]) {
      if (matches(entry)) this.#entries.delete(name);
    }
  }

  #fresh(entry: CacheEntry | undefined, nowMs: number): CacheEntry | undefined {
    if (entry === undefined) return undefined;
    const ageMs = nowMs - entry.cachedAtMs;
    // A negative age means that time was set back: nobody can say how old the entry really is.
    return ageMs >= 0 && ageMs < this.#ttlMs ? entry : undefined;
  }
}

/** Namespace ids hold no null character, so that no two pairs share a name. */
function entryName(namespaceId: string, key: string): string {
  return `${namespaceId}\0${key}`;
}

function entryBytes({ namespaceId, key, value }: CacheEntry): number {
  return entryOverheadBytes + 2 * (namespaceId.length + key.length) + (value?.byteLength ?? 0);
}
