import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { systemCode } from '../storeError';
import { DatabasePages, pieceBytes } from './databasePages';
import type { ReadPages } from './readPages';

const piecesPerRead = 64;

/** Touching memory for the first time takes longer than reading does; two threads share it. */
const readsAtOnce = 2;

/**
 * As {@link readPages}, in threads of Node's own: a gigabyte takes seconds, and other calls go on.
 *
 * @returns `null` where there is no such file
 * @throws Error of the file system
 */
export async function readPagesAhead(file: string): Promise<ReadPages | null> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  const reads: Promise<Batch>[] = [];
  try {
    const { size } = await handle.stat();
    const batchBytes = piecesPerRead * pieceBytes;
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    let checksum = 0;
    let asked = 0;
    while (bytes < size) {
      for (; reads.length < readsAtOnce && asked < size; asked += batchBytes) {
        const read = readBatch(handle, asked, Math.min(batchBytes, size - asked));
        // Where an earlier one fails, nobody waits for this one.
        read.catch(() => undefined);
        reads.push(read);
      }
      const batch = await reads.shift();
      if (!batch) break;
      for (const [index, piece] of batch.pieces.entries()) {
        const used = Math.min(pieceBytes, batch.bytes - index * pieceBytes);
        if (used > 0) checksum = crc32(piece.subarray(0, used), checksum);
      }
      pieces.push(...batch.pieces);
      bytes += batch.bytes;
      // The file was cut while it was read; what came is judged by its checksum.
      if (batch.bytes < Math.min(batchBytes, size - (bytes - batch.bytes))) break;
    }
    return { pages: new DatabasePages(pieces, bytes), crc32: checksum };
  } finally {
    await Promise.allSettled(reads);
    await handle.close();
  }
}

interface Batch {
  readonly pieces: readonly Uint8Array[];
  readonly bytes: number;
}

async function readBatch(handle: FileHandle, position: number, length: number): Promise<Batch> {
  const count = Math.ceil(length / pieceBytes);
  // Zeroes would be written here; this way the reading thread is the first to touch the memory.
  const pieces = Array.from(
    { length: count },
    () => new Uint8Array(Buffer.allocUnsafeSlow(pieceBytes).buffer),
  );
  let bytes = 0;
  let rest = pieces;
  while (bytes < length) {
    const { bytesRead } = await handle.readv(rest, position + bytes);
    if (bytesRead === 0) break;
    bytes += bytesRead;
    const index = Math.floor(bytes / pieceBytes);
    const piece = pieces[index];
    if (!piece) break;
    rest = [piece.subarray(bytes - index * pieceBytes), ...pieces.slice(index + 1)];
  }
  const whole = Math.floor(bytes / pieceBytes);
  pieces[whole]?.fill(0, bytes - whole * pieceBytes);
  return { pieces: pieces.slice(0, Math.ceil(bytes / pieceBytes)), bytes };
}
