import type { RecordsDatabase } from '../database/recordsDatabase';
import type { JournalEntry, NamespaceIdentity } from '../journal/journalFrame';

/** What is known of a namespace beside its records; changes are counted in as they are applied. */
export interface NamespaceState {
  /** Absent where neither snapshot nor journal say whose it is. */
  identity: NamespaceIdentity | undefined;
  /** Number of the last write. */
  version: number;
  records: number;
  /** Bytes of keys and values. */
  bytes: number;
  /** Simulated time of the last change, 0 for none. */
  lastWriteAtMs: number;
}

/** What a new namespace begins with. */
export const emptyState: Readonly<NamespaceState> = {
  identity: undefined,
  version: 0,
  records: 0,
  bytes: 0,
  lastWriteAtMs: 0,
};

/** Applies a change, a new one or one that is read again, to the records and what is known. */
export function applyEntry(
  database: RecordsDatabase,
  state: NamespaceState,
  entry: JournalEntry,
): void {
  switch (entry.kind) {
    case 'put':
      putRecord(database, state, entry, entry.version, entry.updatedAtMs);
      wrote(state, entry);
      return;
    case 'putMany': {
      const { records, version, updatedAtMs } = entry;
      for (const [index, record] of records.entries()) {
        putRecord(database, state, record, version + index, updatedAtMs);
      }
      wrote(state, { version: version + Math.max(0, records.length - 1), updatedAtMs });
      return;
    }
    case 'delete': {
      const before = database.find(entry.key);
      if (before) {
        state.records -= 1;
        state.bytes -= entry.key.byteLength + before.size;
        database.delete(entry.key);
      }
      wrote(state, entry);
      return;
    }
    case 'deleteUpTo': {
      const deleted = database.deleteUpTo(entry.upTo);
      state.records -= deleted.records;
      state.bytes -= deleted.bytes;
      wrote(state, entry);
      return;
    }
    case 'identity':
      state.identity = entry.identity;
      return;
    case 'snapshot':
      return;
    default:
      entry satisfies never;
  }
}

function putRecord(
  database: RecordsDatabase,
  state: NamespaceState,
  { key, value }: { readonly key: Buffer; readonly value: Uint8Array },
  version: number,
  updatedAtMs: number,
): void {
  const sizeBefore = database.put(key, value, version, updatedAtMs);
  if (sizeBefore === null) state.records += 1;
  state.bytes += value.byteLength + (sizeBefore === null ? key.byteLength : -sizeBefore);
}

function wrote(
  state: NamespaceState,
  { version, updatedAtMs }: { readonly version: number; readonly updatedAtMs: number },
): void {
  state.version = Math.max(state.version, version);
  state.lastWriteAtMs = Math.max(state.lastWriteAtMs, updatedAtMs);
}
