import fs from 'node:fs';

/** The writes that a full or broken disk refuses; tests put a failing one here. */
export interface FilePort {
  /** Returns how many bytes went out, which may be fewer than given. */
  write(fd: number, bytes: Uint8Array, offset: number, position: number): number;
  truncate(fd: number, length: number): void;
  sync(fd: number): void;
  rename(from: string, to: string): void;
}

/** The machine's file system. */
export const nodeFiles: FilePort = {
  write: (fd, bytes, offset, position) =>
    fs.writeSync(fd, bytes, offset, bytes.byteLength - offset, position),
  truncate: (fd, length) => {
    fs.ftruncateSync(fd, length);
  },
  sync: (fd) => {
    fs.fsyncSync(fd);
  },
  rename: (from, to) => {
    fs.renameSync(from, to);
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
