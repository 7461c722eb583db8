import path from 'node:path';
import { crc32 } from 'node:zlib';
import { writeMeta, type DatabaseMeta, type OpenDatabase } from '../database/databaseFile';
import type { FilePort } from '../files/filePort';
import { removeQuietly } from '../files/heldFiles';
import { besideOf, replaceFile, syncFolder } from '../files/replaceFile';
import { writePieces } from '../files/writePieces';
import type { Journal } from '../journal/journal';
import { dataFile } from './namespaceFiles';

interface SnapshotParts {
  readonly files: FilePort;
  readonly folder: string;
  readonly journal: Journal;
  readonly database: OpenDatabase;
  readonly meta: DatabaseMeta;
}

/**
 * Writes the database down beside its last snapshot, takes that one's place, and cuts the journal.
 *
 * Writes go on meanwhile: they go into a new segment of the journal and into copies of the pages.
 *
 * @throws Error of the file system; the old snapshot and the whole journal are still there then
 */
export async function saveSnapshot(parts: SnapshotParts): Promise<void> {
  const { files, folder, journal, database, meta } = parts;
  writeMeta(database, meta);
  const frozen = database.pages.freeze();
  const file = dataFile(folder);
  const beside = besideOf(file);
  try {
    journal.beginSegment({ kind: 'identity', identity: identityOf(meta) });
    const checksum = await writePieces(files, beside, frozen.pieces);
    mark(parts, frozen.bytes, checksum);
    // A snapshot whose mark a loss of power took would be trusted without its checksum.
    await journal.flush();
    files.rename(beside, file);
    syncFolder(files, path.dirname(file));
    journal.dropOldSegments();
  } catch (error) {
    removeQuietly(beside);
    throw error;
  } finally {
    frozen.release();
  }
}

/**
 * Puts another database in the place of the snapshot, in one turn.
 *
 * @throws Error of the file system; what counts then is what the files say
 */
export function replaceSnapshot(parts: SnapshotParts): void {
  const { files, folder, journal, database, meta } = parts;
  writeMeta(database, meta);
  journal.beginSegment({ kind: 'identity', identity: identityOf(meta) });
  const frozen = database.pages.freeze();
  try {
    const checksum = frozen.pieces.reduce((sum, piece) => crc32(piece, sum), 0);
    mark(parts, frozen.bytes, checksum);
    journal.sync();
    replaceFile(files, dataFile(folder), frozen.pieces);
  } finally {
    frozen.release();
  }
  journal.dropOldSegments();
}

function mark({ journal, meta }: SnapshotParts, bytes: number, checksum: number): void {
  const snapshot = { sequence: meta.sequence, bytes, crc32: checksum };
  journal.append({ kind: 'snapshot', snapshot });
}

function identityOf({ id, account, name, records, bytes }: DatabaseMeta) {
  return { id, account, name, records, bytes };
}
