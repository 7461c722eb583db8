import { crc32 } from 'node:zlib';

/** One change, as the journal keeps it. */
export type JournalEntry =
  | {
      readonly kind: 'put';
      readonly key: Buffer;
      readonly value: Uint8Array;
      readonly version: number;
      readonly updatedAtMs: number;
    }
  | { readonly kind: 'delete'; readonly key: Buffer; readonly version: number }
  | { readonly kind: 'identity'; readonly identity: NamespaceIdentity };

/** Who a namespace is, and how much it held when this was written. */
export interface NamespaceIdentity {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly records: number;
  readonly bytes: number;
}

/** An entry with its place in the order of all changes of its namespace. */
export interface JournalFrame {
  readonly sequence: number;
  readonly entry: JournalEntry;
}

// Length of the payload, CRC-32 of the rest, sequence.
const headerBytes = 4 + 4 + 8;
const crcAt = 4;
const sequenceAt = 8;

const putKind = 1;
const deleteKind = 2;
const identityKind = 3;

/** Encodes a frame as the bytes that are appended. */
export function encodeFrame({ sequence, entry }: JournalFrame): Buffer {
  const payload = encodeEntry(entry);
  const frame = Buffer.allocUnsafe(
    headerBytes + payload.reduce((sum, part) => sum + part.length, 0),
  );
  frame.writeUInt32LE(frame.byteLength - headerBytes, 0);
  frame.writeDoubleLE(sequence, sequenceAt);
  let at = headerBytes;
  for (const part of payload) {
    frame.set(part, at);
    at += part.length;
  }
  frame.writeUInt32LE(checksum(frame), crcAt);
  return frame;
}

/**
 * Reads whole frames from the start of the bytes.
 *
 * @param onFrame must not keep the bytes of keys and values
 * @returns how many bytes hold undamaged frames with rising numbers
 */
export function readFrames(bytes: Buffer, onFrame: (frame: JournalFrame) => void): number {
  let at = 0;
  let last: number | undefined;
  while (at + headerBytes <= bytes.byteLength) {
    const end = at + headerBytes + bytes.readUInt32LE(at);
    if (end > bytes.byteLength) break;
    const frame = bytes.subarray(at, end);
    const sequence = frame.readDoubleLE(sequenceAt);
    if (frame.readUInt32LE(crcAt) !== checksum(frame)) break;
    if (last !== undefined && sequence <= last) break;
    const entry = decodeEntry(frame.subarray(headerBytes));
    if (!entry) break;
    onFrame({ sequence, entry });
    last = sequence;
    at = end;
  }
  return at;
}

// Covers the length too, so that no bit of the frame goes unchecked.
function checksum(frame: Buffer): number {
  return crc32(frame.subarray(sequenceAt), crc32(frame.subarray(0, crcAt)));
}

function encodeEntry(entry: JournalEntry): readonly Uint8Array[] {
  switch (entry.kind) {
    case 'put': {
      const head = Buffer.alloc(21);
      head.writeUInt8(putKind, 0);
      head.writeDoubleLE(entry.version, 1);
      head.writeDoubleLE(entry.updatedAtMs, 9);
      head.writeUInt32LE(entry.key.byteLength, 17);
      return [head, entry.key, entry.value];
    }
    case 'delete': {
      const head = Buffer.alloc(9);
      head.writeUInt8(deleteKind, 0);
      head.writeDoubleLE(entry.version, 1);
      return [head, entry.key];
    }
    case 'identity':
      return [Buffer.from([identityKind]), Buffer.from(JSON.stringify(entry.identity))];
    default:
      return entry satisfies never;
  }
}

function decodeEntry(payload: Buffer): JournalEntry | null {
  const kind = payload[0];
  if (kind === putKind && payload.byteLength >= 21) {
    const valueAt = 21 + payload.readUInt32LE(17);
    if (valueAt > payload.byteLength) return null;
    return {
      kind: 'put',
      version: payload.readDoubleLE(1),
      updatedAtMs: payload.readDoubleLE(9),
      key: payload.subarray(21, valueAt),
      value: payload.subarray(valueAt),
    };
  }
  if (kind === deleteKind && payload.byteLength >= 9) {
    return { kind: 'delete', version: payload.readDoubleLE(1), key: payload.subarray(9) };
  }
  if (kind === identityKind) {
    const identity = JSON.parse(payload.toString('utf8', 1)) as NamespaceIdentity;
    return { kind: 'identity', identity };
  }
  return null;
}
