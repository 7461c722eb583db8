import type { RecordsDatabase } from '../database/recordsDatabase';
import type { JournalRecord } from '../journal/journalFrame';

/** Bytes by which a namespace grows when these records are put one after the other. */
export function growthOf(
  records: readonly JournalRecord[],
  existing: Pick<RecordsDatabase, 'find'>,
): number {
  const sizes = new Map<string, number>();
  let growth = 0;
  for (const { key, value } of records) {
    const name = key.toString('latin1');
    const size = sizes.get(name) ?? existing.find(key)?.size;
    growth += value.byteLength - (size ?? -key.byteLength);
    sizes.set(name, value.byteLength);
  }
  return growth;
}
