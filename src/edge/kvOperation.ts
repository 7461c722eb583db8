/** Who answered: the edge node's cache or the central store. */
export type KvSource = 'cache' | 'central';

/**
 * What one KV call did, as seen from the edge node that served it.
 *
 * `version` is the version read or written (`null` where a key was missing or for `list`);
 * `stale` says that the central store held a newer version at that moment; `ageMs` is the age of
 * the cache entry in simulated milliseconds (0 where the central store answered).
 * `replacedVersion` is what a write found at the central store: the record's version until then,
 * `null` where there was none, and for reads. `atMs` is simulated time, milliseconds since 1970.
 */
export interface KvOperation {
  readonly op: 'get' | 'put' | 'delete' | 'list';
  /** The key; for `list` the prefix. */
  readonly key: string;
  readonly node: string;
  readonly source: KvSource;
  readonly version: number | null;
  readonly replacedVersion: number | null;
  readonly stale: boolean;
  readonly ageMs: number;
  readonly atMs: number;
  /** Bytes of the value read or written. */
  readonly bytes: number;
  /** Read from a cache whose own write the central store has not acknowledged yet. */
  readonly pending?: true;
}
