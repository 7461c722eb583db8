import fs from 'node:fs';
import path from 'node:path';
import { writeFully, type FilePort } from './filePort';
import { removeQuietly } from './heldFiles';

/** Where new content is written before it takes the place of the old. */
export function besideOf(file: string): string {
  return `${file}.new`;
}

/**
 * Replaces a file in one step: a crash leaves the old content or the new, never a mixture.
 *
 * @throws Error of the file system; the old content is still there then
 */
export function replaceFile(files: FilePort, file: string, pieces: readonly Uint8Array[]): void {
  const beside = besideOf(file);
  try {
    const fd = fs.openSync(beside, 'w', 0o600);
    try {
      let position = 0;
      for (const piece of pieces) {
        writeFully(files, fd, piece, position);
        position += piece.byteLength;
      }
      files.sync(fd);
    } finally {
      fs.closeSync(fd);
    }
    files.rename(beside, file);
  } catch (error) {
    removeQuietly(beside);
    throw error;
  }
  try {
    syncFolder(files, path.dirname(file));
  } catch {
    // The new content is there, so it would be wrong to say that nothing was changed.
    return;
  }
}

/** Makes the names in a folder durable. Windows cannot open folders and needs nothing done. */
export function syncFolder(files: FilePort, folder: string): void {
  if (process.platform === 'win32') return;
  const fd = fs.openSync(folder, 'r');
  try {
    files.sync(fd);
  } finally {
    fs.closeSync(fd);
  }
}
