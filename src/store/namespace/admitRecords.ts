import type { RecordsDatabase } from '../database/recordsDatabase';

/** A record that shall be put. */
export interface NewRecord {
  readonly key: string;
  readonly value: Uint8Array;
}

/** What of many records can be put. */
export interface AdmittedRecords {
  readonly records: readonly { readonly key: Buffer; readonly value: Uint8Array }[];
  /** Places of records whose keys exist already, in the namespace or before them. */
  readonly skipped: readonly number[];
  /** Places of records for which the account has no room, with the bytes that each needs more. */
  readonly refused: readonly { readonly index: number; readonly neededBytes: number }[];
}

/**
 * Sorts records by what can be done with them, in their order: each takes the room that the ones
 * before it have left.
 */
export function admitRecords(
  records: readonly NewRecord[],
  existing: Pick<RecordsDatabase, 'find'>,
  roomBytes: number,
  skipExisting: boolean,
): AdmittedRecords {
  const sizes = new Map<string, number>();
  const admitted: { key: Buffer; value: Uint8Array }[] = [];
  const skipped: number[] = [];
  const refused: { index: number; neededBytes: number }[] = [];
  let room = roomBytes;
  for (const [index, { key: name, value }] of records.entries()) {
    const key = Buffer.from(name);
    const size = sizes.get(name) ?? existing.find(key)?.size;
    if (size !== undefined && skipExisting) {
      skipped.push(index);
      continue;
    }
    const growth = value.byteLength - (size ?? -key.byteLength);
    if (growth > 0 && growth > room) {
      refused.push({ index, neededBytes: growth });
      continue;
    }
    room -= growth;
    sizes.set(name, value.byteLength);
    admitted.push({ key, value });
  }
  return { records: admitted, skipped, refused };
}
