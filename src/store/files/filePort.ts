import fs from 'node:fs';
import { promisify } from 'node:util';
import { renameHeld } from './heldFiles';

/** The writes that a full or broken disk refuses; tests put a failing one here. */
export interface FilePort {
  /** Returns how many bytes went out, which may be fewer than given. */
  write(fd: number, bytes: Uint8Array, offset: number, position: number): number;
  /** The same for many pieces, without blocking this thread. */
  writeMany(fd: number, pieces: readonly Uint8Array[], position: number): Promise<number>;
  truncate(fd: number, length: number): void;
  sync(fd: number): void;
  /** As {@link FilePort.sync}, without blocking this thread. */
  flush(fd: number): Promise<void>;
  rename(from: string, to: string): void;
}

const flush = promisify(fs.fdatasync);

/** The machine's file system. */
export const nodeFiles: FilePort = {
  write: (fd, bytes, offset, position) =>
    fs.writeSync(fd, bytes, offset, bytes.byteLength - offset, position),
  writeMany: (fd, pieces, position) =>
    new Promise((resolve, reject) => {
      fs.writev(fd, pieces, position, (error, bytes) => {
        if (error) reject(error);
        else resolve(bytes);
      });
    }),
  truncate: (fd, length) => {
    fs.ftruncateSync(fd, length);
  },
  sync: (fd) => {
    fs.fsyncSync(fd);
  },
  flush: (fd) => flush(fd),
  rename: (from, to) => {
    renameHeld(from, to);
  },
};

/** Writes all bytes at a position, however many calls it takes. */
export function writeFully(files: FilePort, fd: number, bytes: Uint8Array, position: number): void {
  let offset = 0;
  while (offset < bytes.byteLength) {
    const written = files.write(fd, bytes, offset, position + offset);
    if (written <= 0) throw new Error('The disk took no more bytes');
    offset += written;
  }
}
