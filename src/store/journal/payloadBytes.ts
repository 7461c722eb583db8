import type { JournalEntry } from './journalFrame';

/** Bytes of the keys and values of a change. */
export function payloadBytes(entry: JournalEntry): number {
  switch (entry.kind) {
    case 'put':
      return entry.key.byteLength + entry.value.byteLength;
    case 'putMany':
      return entry.records.reduce(
        (sum, { key, value }) => sum + key.byteLength + value.byteLength,
        0,
      );
    case 'delete':
      return entry.key.byteLength;
    default:
      return 0;
  }
}
