import type { KvKey } from '../kv/kvKey';
import type { ListPage, ListQuery } from '../kv/kvPort';

/** A record as the central store keeps it. */
export interface CentralRecord {
  readonly version: number;
  /** The receiver owns neither these bytes nor the right to change them. */
  readonly value: Uint8Array;
  /** Simulated time of the write, milliseconds since 1970. */
  readonly updatedAtMs: number;
}

/**
 * What edge nodes need from the central store.
 *
 * Every call is synchronous and at once visible to the next one. Each namespace counts its writes
 * from 1: every put, and every delete of a record that exists, takes the next number. Lookups take
 * any string; one that no record can have, such as half of a surrogate pair, finds nothing.
 */
export interface CentralStore {
  get(namespaceId: string, key: string): CentralRecord | null;
  /** The number of the namespace's last write: while it stays, so does everything else. */
  lastVersion(namespaceId: string): number;
  /** The version of a record without its value; `null` where it is missing. */
  version(namespaceId: string, key: string): number | null;
  /**
   * Keeps a copy of the value.
   *
   * @returns the write's own version, and that of the record which it replaced
   * @throws KvError `ACCOUNT_FULL` or `NAMESPACE_GONE`; nothing is stored then
   */
  put(
    namespaceId: string,
    key: KvKey,
    value: Uint8Array,
    nowMs: number,
  ): { readonly version: number; readonly replacedVersion: number | null };
  /**
   * Deletes a record, if there is one.
   *
   * @returns the namespace's last version, the deletion's own where the record existed, and that of
   *   the record, `null` where there was none
   */
  delete(
    namespaceId: string,
    key: string,
    nowMs: number,
  ): { readonly version: number; readonly replacedVersion: number | null };
  /** Keys in the order of their UTF-8 bytes. */
  list(namespaceId: string, query: ListQuery): ListPage;
}
