import fs from 'node:fs';
import { LRUCache } from 'lru-cache';
import type { DatabaseContent } from './sqlEngine';

/** A database file on disk that is read page by page, so that little of it is in memory. */
export interface FileContent extends DatabaseContent {
  close(): void;
}

const chunkBytes = 256 * 1024;
const chunksMax = 16;

/**
 * Opens a file for reading alone.
 *
 * @throws Error of the file system
 */
export function openFileContent(file: string): FileContent {
  const descriptor = fs.openSync(file, 'r');
  const chunks = new LRUCache<number, Buffer>({ max: chunksMax });

  function chunkAt(index: number): Buffer {
    const known = chunks.get(index);
    if (known) return known;
    const chunk = Buffer.alloc(chunkBytes);
    let filled = 0;
    for (let read = -1; read !== 0 && filled < chunkBytes; filled += read) {
      const position = index * chunkBytes + filled;
      read = fs.readSync(descriptor, chunk, filled, chunkBytes - filled, position);
    }
    chunks.set(index, chunk);
    return chunk;
  }

  return {
    bytes: fs.fstatSync(descriptor).size,
    read(from, to) {
      const first = Math.floor(from / chunkBytes);
      const start = from - first * chunkBytes;
      // A page lies within one chunk; only what does not is put together.
      if (start + to - from <= chunkBytes) {
        return chunkAt(first).subarray(start, start + to - from);
      }
      const bytes = Buffer.alloc(to - from);
      for (let at = from; at < to;) {
        const index = Math.floor(at / chunkBytes);
        at += chunkAt(index).copy(bytes, at - from, at - index * chunkBytes);
      }
      return bytes;
    },
    write() {
      throw new Error('The file is open for reading alone');
    },
    close() {
      fs.closeSync(descriptor);
    },
  };
}
