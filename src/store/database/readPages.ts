import fs from 'node:fs';
import { crc32 } from 'node:zlib';
import { systemCode } from '../storeError';
import { DatabasePages, pieceBytes } from './databasePages';

const piecesPerRead = 64;

/** A database file in memory. */
export interface ReadPages {
  readonly pages: DatabasePages;
  /** CRC-32 of the whole file. */
  readonly crc32: number;
}

/**
 * Reads a database file into memory, once and without a second copy.
 *
 * @returns `null` where there is no such file
 * @throws Error of the file system
 */
export function readPages(file: string): ReadPages | null {
  let fd: number;
  try {
    fd = fs.openSync(file, 'r');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const { size } = fs.fstatSync(fd);
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    let checksum = 0;
    while (bytes < size) {
      const count = Math.min(piecesPerRead, Math.ceil((size - bytes) / pieceBytes));
      const batch = Array.from({ length: count }, () => new Uint8Array(pieceBytes));
      const read = readBatch(fd, batch, bytes);
      for (const [index, piece] of batch.entries()) {
        const used = Math.min(pieceBytes, read - index * pieceBytes);
        if (used > 0) checksum = crc32(piece.subarray(0, used), checksum);
      }
      pieces.push(...batch);
      bytes += read;
      // The file was cut while it was read; what came is judged by its checksum.
      if (read === 0) break;
    }
    return { pages: new DatabasePages(pieces, bytes), crc32: checksum };
  } finally {
    fs.closeSync(fd);
  }
}

function readBatch(fd: number, batch: readonly Uint8Array[], position: number): number {
  let total = 0;
  let rest: readonly Uint8Array[] = batch;
  for (;;) {
    const read = fs.readvSync(fd, rest, position + total);
    total += read;
    const index = Math.floor(total / pieceBytes);
    const piece = batch[index];
    if (read === 0 || !piece) return total;
    rest = [piece.subarray(total - index * pieceBytes), ...batch.slice(index + 1)];
  }
}
