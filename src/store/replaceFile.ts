import fs from 'node:fs';
import path from 'node:path';
import { writeFully, type FilePort } from './filePort';

/**
 * Replaces a file in one step: a crash leaves the old content or the new, never a mixture.
 *
 * @throws Error of the file system; the old content is still there then
 */
export function replaceFile(files: FilePort, file: string, bytes: Uint8Array): void {
  const beside = `${file}.new`;
  try {
    const fd = fs.openSync(beside, 'w', 0o600);
    try {
      writeFully(files, fd, bytes, 0);
      files.sync(fd);
    } finally {
      fs.closeSync(fd);
    }
    files.rename(beside, file);
  } catch (error) {
    fs.rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(files, path.dirname(file));
}

// Windows cannot open folders; there the rename itself is all there is.
function syncFolder(files: FilePort, folder: string): void {
  if (process.platform === 'win32') return;
  const fd = fs.openSync(folder, 'r');
  try {
    files.sync(fd);
  } finally {
    fs.closeSync(fd);
  }
}
