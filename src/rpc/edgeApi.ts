import type { KvOperation } from '../edge/kvOperation';
import type { KvKey } from '../kv/kvKey';
import type { ListPage, ListQuery } from '../kv/kvPort';

/** On whose behalf a function calls. */
export interface EdgeCall {
  readonly namespaceId: string;
  readonly node: string;
}

/** What functions call: a namespace through an edge node. */
export interface EdgeApi {
  edgeGet(
    call: EdgeCall,
    key: string,
  ): Promise<{ value: Uint8Array | null; operation: KvOperation }>;
  /** @param value not to be changed until the call has resolved */
  edgePut(call: EdgeCall, key: KvKey, value: Uint8Array): Promise<{ operation: KvOperation }>;
  edgeDelete(call: EdgeCall, key: string): Promise<{ operation: KvOperation }>;
  edgeList(call: EdgeCall, query: ListQuery): Promise<{ page: ListPage; operation: KvOperation }>;
}
