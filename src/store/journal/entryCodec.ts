import type { JournalEntry, JournalRecord, NamespaceIdentity, SnapshotMark } from './journalFrame';

/** First byte of an entry. Numbers are never used again for something else. */
const kinds = {
  put: 1,
  /** As the first version of the product wrote it. */
  deleteWithoutTime: 2,
  identity: 3,
  putMany: 4,
  delete: 5,
  deleteUpTo: 6,
  snapshot: 7,
} as const;

/** The bytes of an entry, in parts to save copies. */
export function encodeEntry(entry: JournalEntry): readonly Uint8Array[] {
  switch (entry.kind) {
    case 'put': {
      const head = Buffer.allocUnsafe(21);
      head.writeUInt8(kinds.put, 0);
      head.writeDoubleLE(entry.version, 1);
      head.writeDoubleLE(entry.updatedAtMs, 9);
      head.writeUInt32LE(entry.key.byteLength, 17);
      return [head, entry.key, entry.value];
    }
    case 'putMany': {
      const head = Buffer.allocUnsafe(17);
      head.writeUInt8(kinds.putMany, 0);
      head.writeDoubleLE(entry.version, 1);
      head.writeDoubleLE(entry.updatedAtMs, 9);
      return [head, ...entry.records.flatMap(encodeRecord)];
    }
    case 'delete':
      return [numbers(kinds.delete, entry.version, entry.updatedAtMs), entry.key];
    case 'deleteUpTo':
      return [numbers(kinds.deleteUpTo, entry.version, entry.updatedAtMs, entry.upTo)];
    case 'identity':
      return [Buffer.from([kinds.identity]), Buffer.from(JSON.stringify(entry.identity))];
    case 'snapshot': {
      const { sequence, bytes, crc32 } = entry.snapshot;
      return [numbers(kinds.snapshot, sequence, bytes, crc32)];
    }
    default:
      return entry satisfies never;
  }
}

/** The entry of a payload whose checksum was right; `null` where it is of no known kind. */
export function decodeEntry(payload: Buffer): JournalEntry | null {
  const at = (index: number): number => payload.readDoubleLE(1 + 8 * index);
  switch (payload[0]) {
    case kinds.put: {
      const valueAt = 21 + payload.readUInt32LE(17);
      return {
        kind: 'put',
        version: at(0),
        updatedAtMs: at(1),
        key: payload.subarray(21, valueAt),
        value: payload.subarray(valueAt),
      };
    }
    case kinds.putMany: {
      const records = decodeRecords(payload.subarray(17));
      return { kind: 'putMany', version: at(0), updatedAtMs: at(1), records };
    }
    case kinds.deleteWithoutTime:
      return { kind: 'delete', version: at(0), updatedAtMs: 0, key: payload.subarray(9) };
    case kinds.delete:
      return { kind: 'delete', version: at(0), updatedAtMs: at(1), key: payload.subarray(17) };
    case kinds.deleteUpTo:
      return { kind: 'deleteUpTo', version: at(0), updatedAtMs: at(1), upTo: at(2) };
    case kinds.identity: {
      const identity = JSON.parse(payload.toString('utf8', 1)) as NamespaceIdentity;
      return { kind: 'identity', identity };
    }
    case kinds.snapshot: {
      const snapshot: SnapshotMark = { sequence: at(0), bytes: at(1), crc32: at(2) };
      return { kind: 'snapshot', snapshot };
    }
    default:
      return null;
  }
}

function numbers(kind: number, ...values: readonly number[]): Buffer {
  const head = Buffer.allocUnsafe(1 + 8 * values.length);
  head.writeUInt8(kind, 0);
  for (const [index, value] of values.entries()) head.writeDoubleLE(value, 1 + 8 * index);
  return head;
}

function encodeRecord({ key, value }: JournalRecord): readonly Uint8Array[] {
  const head = Buffer.allocUnsafe(8);
  head.writeUInt32LE(key.byteLength, 0);
  head.writeUInt32LE(value.byteLength, 4);
  return [head, key, value];
}

function decodeRecords(bytes: Buffer): readonly JournalRecord[] {
  const records: JournalRecord[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    const valueAt = at + 8 + bytes.readUInt32LE(at);
    const end = valueAt + bytes.readUInt32LE(at + 4);
    records.push({ key: bytes.subarray(at + 8, valueAt), value: bytes.subarray(valueAt, end) });
    at = end;
  }
  return records;
}
