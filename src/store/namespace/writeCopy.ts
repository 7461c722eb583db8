import path from 'node:path';
import { crc32 } from 'node:zlib';
import { writeMeta, type DatabaseMeta, type OpenDatabase } from '../database/databaseFile';
import type { FilePort } from '../files/filePort';
import { removeQuietly } from '../files/heldFiles';
import { besideOf, replaceFile, syncFolder } from '../files/replaceFile';
import { writePieces } from '../files/writePieces';

/**
 * Writes a database down as a plain SQLite file, while writes to it go on.
 *
 * @returns the CRC-32 of the file
 * @throws Error of the file system; what was there under that name is still there then
 */
export async function writeCopy(
  files: FilePort,
  file: string,
  database: OpenDatabase,
  meta: DatabaseMeta,
): Promise<number> {
  writeMeta(database, meta);
  const frozen = database.pages.freeze();
  const beside = besideOf(file);
  try {
    const checksum = await writePieces(files, beside, frozen.pieces);
    files.rename(beside, file);
    syncFolder(files, path.dirname(file));
    return checksum;
  } catch (error) {
    removeQuietly(beside);
    throw error;
  } finally {
    frozen.release();
  }
}

/** As {@link writeCopy}, in one turn. */
export function writeCopyNow(
  files: FilePort,
  file: string,
  database: OpenDatabase,
  meta: DatabaseMeta,
): number {
  writeMeta(database, meta);
  const frozen = database.pages.freeze();
  try {
    replaceFile(files, file, frozen.pieces);
    return frozen.pieces.reduce((sum, piece) => crc32(piece, sum), 0);
  } finally {
    frozen.release();
  }
}
