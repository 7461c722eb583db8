/** Who answered: the edge node's cache or the central store. */
export type KvSource = 'cache' | 'central';

/**
 * What one KV call did, as seen from the edge node that served it.
 *
 * `version` is the version read or written (`null` where a key was missing or for `list`);
 * `stale` says that the central store held a newer version at that moment; `ageMs` is the age of
 * the cache entry in simulated milliseconds (0 where the central store answered).
 */
export interface KvOperation {
  readonly op: 'get' | 'put' | 'delete' | 'list';
  /** The key; for `list` the prefix. */
  readonly key: string;
  readonly node: string;
  readonly source: KvSource;
  readonly version: number | null;
  readonly stale: boolean;
  readonly ageMs: number;
  /** Bytes of the value read or written. */
  readonly bytes: number;
}
