import { crc32 } from 'node:zlib';
import { decodeEntry, encodeEntry } from './entryCodec';

/** A record as the journal keeps it. */
export interface JournalRecord {
  /** UTF-8. */
  readonly key: Buffer;
  readonly value: Uint8Array;
}

/** One change, as the journal keeps it. */
export type JournalEntry =
  | ({
      readonly kind: 'put';
      readonly version: number;
      readonly updatedAtMs: number;
    } & JournalRecord)
  /** Many at once: the first has this version, each further one the next. */
  | {
      readonly kind: 'putMany';
      readonly version: number;
      readonly updatedAtMs: number;
      readonly records: readonly JournalRecord[];
    }
  | {
      readonly kind: 'delete';
      readonly key: Buffer;
      readonly version: number;
      readonly updatedAtMs: number;
    }
  /** Deletes every record up to one version, as a change with a version of its own. */
  | {
      readonly kind: 'deleteUpTo';
      readonly upTo: number;
      readonly version: number;
      readonly updatedAtMs: number;
    }
  | { readonly kind: 'identity'; readonly identity: NamespaceIdentity }
  /** What the snapshot holds that is about to take its place. */
  | { readonly kind: 'snapshot'; readonly snapshot: SnapshotMark };

/** Who a namespace is, and how much it held when this was written. */
export interface NamespaceIdentity {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly records: number;
  readonly bytes: number;
}

/** By which a snapshot is known to be whole. */
export interface SnapshotMark {
  /** Number of the last change that it holds. */
  readonly sequence: number;
  readonly bytes: number;
  /** CRC-32 of the file. */
  readonly crc32: number;
}

/** An entry with its place in the order of all changes of its namespace. */
export interface JournalFrame {
  readonly sequence: number;
  readonly entry: JournalEntry;
}

/** Length of the payload, CRC-32 of the rest, sequence. */
export const frameHeaderBytes = 4 + 4 + 8;
const crcAt = 4;
const sequenceAt = 8;

/** Encodes a frame as the bytes that are appended. */
export function encodeFrame({ sequence, entry }: JournalFrame): Buffer {
  const parts = encodeEntry(entry);
  let bytes = frameHeaderBytes;
  for (const part of parts) bytes += part.byteLength;
  const frame = Buffer.allocUnsafe(bytes);
  frame.writeUInt32LE(bytes - frameHeaderBytes, 0);
  frame.writeDoubleLE(sequence, sequenceAt);
  let at = frameHeaderBytes;
  for (const part of parts) {
    frame.set(part, at);
    at += part.byteLength;
  }
  frame.writeUInt32LE(checksum(frame), crcAt);
  return frame;
}

/** Length of the whole frame that begins with this header. */
export function frameBytes(header: Buffer): number {
  return frameHeaderBytes + header.readUInt32LE(0);
}

/** The frame, or `null` where its bytes are damaged. Keys and values are parts of the bytes. */
export function decodeFrame(frame: Buffer): JournalFrame | null {
  if (frame.readUInt32LE(crcAt) !== checksum(frame)) return null;
  const entry = decodeEntry(frame.subarray(frameHeaderBytes));
  return entry && { sequence: frame.readDoubleLE(sequenceAt), entry };
}

// Covers the length too, so that no bit of the frame goes unchecked.
function checksum(frame: Buffer): number {
  return crc32(frame.subarray(sequenceAt), crc32(frame.subarray(0, crcAt)));
}
