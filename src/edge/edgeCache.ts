import { LRUCache } from 'lru-cache';
import { ChangeMemory } from './changeMemory';
import { edgeLimits } from './edgeLimits';

/** A value with its version. */
export interface VersionedValue {
  readonly version: number;
  readonly value: Uint8Array;
}

/** What a cache holds of one key: a value, or that there was no record. */
export interface CacheEntry {
  readonly namespaceId: string;
  readonly key: string;
  /** `null` where there was no record, and for what is pending. */
  readonly version: number | null;
  readonly value: Uint8Array | null;
  /** When this was current at the central store for certain, or when it was written here. */
  readonly cachedAtMs: number;
  /** Written at this node; the central store has not acknowledged it yet. */
  readonly pending?: true;
}

/** A write that is on its way to the central store. */
export interface WriteTicket {
  readonly name: string;
  readonly entry: CacheEntry;
}

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
    const name = entryName(namespaceId, key);
    // Whatever the centre has said, it has not heard of this node's own write yet.
    if (this.#entries.peek(name)?.pending) return false;
    if (this.#changes.isLate(ticket.sequence, name, version)) return false;
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

  /**
   * Caches a write that is still on its way, a deletion where `value` is `null`: the node serves it
   * at once, whatever the central store will make of it.
   */
  beginWrite(
    namespaceId: string,
    key: string,
    value: Uint8Array | null,
    nowMs: number,
  ): WriteTicket {
    const name = entryName(namespaceId, key);
    const common = { namespaceId, key, version: null, value, cachedAtMs: nowMs };
    const entry: CacheEntry = { ...common, pending: true };
    this.#changes.note(name, null);
    this.#entries.set(name, entry);
    return { name, entry };
  }

  /**
   * The central store has acknowledged a write under a version; for a deletion the namespace's.
   *
   * The cache keeps whichever is newest of what is known at the central store, so that a node that
   * was told its write is done never serves an older value than that.
   */
  endWrite({ name, entry }: WriteTicket, version: number): void {
    const current = this.#entries.peek(name);
    const isOwn = current === entry;
    const newest = newestOf(this.#changes.versionOf(name), isOwn ? null : current?.version);
    const isOvertaken = newest !== null && newest > version;
    this.#changes.note(name, isOvertaken ? newest : version);
    // Pushed out, purged, or written again by this node, which serves its last write.
    if (!current || (current.pending && !isOwn)) return;
    if (isOvertaken) {
      if (isOwn) this.#entries.delete(name);
      return;
    }
    // Of a miss that another read has found since, nobody knows whether it is newer.
    const isUnclear = !isOwn && newest === null;
    const { namespaceId, key, value, cachedAtMs } = entry;
    if (isUnclear || (value === null && !this.#cacheMisses)) this.#entries.delete(name);
    else if (value === null) {
      this.#entries.set(name, { namespaceId, key, version: null, value, cachedAtMs });
    } else this.#entries.set(name, { namespaceId, key, version, value, cachedAtMs });
  }

  /** The central store has refused the write, or nobody knows what became of it. */
  failWrite({ name, entry }: WriteTicket): void {
    if (this.#entries.peek(name) === entry) this.#entries.delete(name);
  }

  /** With `false`, misses that are cached already are not served any more either. */
  setCacheMisses(cacheMisses: boolean): void {
    this.#cacheMisses = cacheMisses;
    if (!cacheMisses) this.#dropWhere((entry) => entry.value === null && !entry.pending);
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

function newestOf(...versions: readonly (number | null | undefined)[]): number | null {
  return versions.reduce<number | null>(
    (newest, one) => (one != null && one > (newest ?? -1) ? one : newest),
    null,
  );
}

/** Namespace ids hold no null character, so that no two pairs share a name. */
function entryName(namespaceId: string, key: string): string {
  return `${namespaceId}\0${key}`;
}

function entryBytes({ namespaceId, key, value }: CacheEntry): number {
  return entryOverheadBytes + 2 * (namespaceId.length + key.length) + (value?.byteLength ?? 0);
}
