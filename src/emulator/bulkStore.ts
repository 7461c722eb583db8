import { setImmediate } from 'node:timers/promises';
import type { KvKey } from '../kv/kvKey';
import type { RecordRow } from '../store/recordsDatabase';
import type { Store } from '../store/store';

/** A checked record. */
export interface BulkEntry {
  readonly key: KvKey;
  readonly value: Uint8Array;
}

// Rows of one step of a long walk; other calls are served between two steps.
const walkRows = 1000;

/** Puts all entries, in their order; the caller has seen to it that there is room. */
export function putMany(
  store: Store,
  namespaceId: string,
  entries: readonly BulkEntry[],
  nowMs: number,
): void {
  for (const { key, value } of entries) store.put(namespaceId, key, value, nowMs);
}

/** Deletes every record that was last written by `version` or before. */
export async function deleteUpTo(
  store: Store,
  namespaceId: string,
  version: number,
  nowMs: number,
): Promise<number> {
  let deleted = 0;
  for await (const rows of walk(store, namespaceId)) {
    for (const row of rows) {
      if (row.version > version) continue;
      store.delete(namespaceId, row.key, nowMs);
      deleted += 1;
    }
  }
  return deleted;
}

/** The greatest version of any record, 0 where there is none. */
export async function lastVersion(store: Store, namespaceId: string): Promise<number> {
  let last = 0;
  for await (const rows of walk(store, namespaceId)) {
    for (const { version } of rows) last = Math.max(last, version);
  }
  return last;
}

/** Size of a record's value without reading it; `null` where there is none. */
export function sizeOf(store: Store, namespaceId: string, key: KvKey): number | null {
  // The shortest key with a prefix comes first.
  const [row] = store.rows(namespaceId, { prefix: key, limit: 1, after: null });
  return row?.key === key ? row.size : null;
}

async function* walk(store: Store, namespaceId: string): AsyncGenerator<readonly RecordRow[]> {
  let after: string | null = null;
  for (;;) {
    const rows = store.rows(namespaceId, { prefix: '', limit: walkRows, after });
    // One more than asked for comes where more follow; it is the first of the next page.
    const page = rows.slice(0, walkRows);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    if (rows.length <= walkRows) return;
    after = last.key;
    await setImmediate();
  }
}
