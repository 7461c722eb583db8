import fs from 'node:fs';
import { crc32 } from 'node:zlib';
import type { FilePort } from './filePort';
import { removeQuietly } from './heldFiles';

/** Pieces handed over in one call: enough to keep a disk busy, few enough to be gentle. */
const piecesPerWrite = 64;

/**
 * Writes pieces one behind the other into a new file and onto the disk, without blocking.
 *
 * @returns the CRC-32 of all bytes
 * @throws Error of the file system; the file is removed then
 */
export async function writePieces(
  files: FilePort,
  file: string,
  pieces: readonly Uint8Array[],
): Promise<number> {
  const fd = fs.openSync(file, 'w', 0o600);
  let checksum = 0;
  try {
    try {
      let position = 0;
      for (let at = 0; at < pieces.length; at += piecesPerWrite) {
        let rest: readonly Uint8Array[] = pieces.slice(at, at + piecesPerWrite);
        for (const piece of rest) checksum = crc32(piece, checksum);
        while (rest.length > 0) {
          const written = await files.writeMany(fd, rest, position);
          if (written <= 0) throw new Error('The disk took no more bytes');
          position += written;
          rest = behind(rest, written);
        }
      }
      await files.flush(fd);
    } finally {
      fs.closeSync(fd);
    }
  } catch (error) {
    removeQuietly(file);
    throw error;
  }
  return checksum;
}

/** What is left of the pieces behind so many bytes. */
function behind(pieces: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let skip = bytes;
  for (const [index, piece] of pieces.entries()) {
    if (skip < piece.byteLength) return [piece.subarray(skip), ...pieces.slice(index + 1)];
    skip -= piece.byteLength;
  }
  return [];
}
