import type { KvKey } from './kvKey';

/** A checked `list` request: at most `limit` keys that begin with `prefix`, behind `after`. */
export interface ListQuery {
  /** Empty for every key. */
  readonly prefix: string;
  /** 1 to `limits.listKeysMax` keys. */
  readonly limit: number;
  /** The last key of the page before, or `null` for the first page. */
  readonly after: string | null;
}

/** One page of keys in UTF-8 byte order; `complete` says that no further key follows. */
export interface ListPage {
  readonly keys: readonly string[];
  readonly complete: boolean;
}

/**
 * What a KV namespace needs from the world: bytes by key, nothing else.
 *
 * Lookups take any string, because an impossible key is simply missing; writes take proof.
 */
export interface KvPort {
  get(key: string): Promise<Uint8Array | null>;
  put(key: KvKey, value: Uint8Array): Promise<void>;
  delete(key: string): Promise<void>;
  list(query: ListQuery): Promise<ListPage>;
}
