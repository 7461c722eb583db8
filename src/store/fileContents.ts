import fs from 'node:fs';
import { LRUCache } from 'lru-cache';

/**
 * A file on disk in the shape in which sql.js keeps a database's bytes, so that SQLite reads and
 * writes it page by page instead of holding all of it in memory.
 *
 * `new Database(data)` calls `data.slice` once and keeps what it returns; of that it uses
 * `length`, `subarray` (to read) and `set` (to write) alone.
 */
export interface FileContents {
  /** To be handed to `new Database(data)`. */
  readonly data: Uint8Array;
  close(): void;
}

const chunkBytes = 256 * 1024;
const chunksMax = 16;

/** Beyond every file: SQLite never asks for room that seems to be there. */
const capacityBytes = 2 ** 40;

/**
 * Opens a file as the contents of a database.
 *
 * @param access `write` for one that may grow; its file must hold a database already
 */
export function openFileContents(file: string, access: 'read' | 'write'): FileContents {
  const descriptor = fs.openSync(file, access === 'read' ? 'r' : 'r+');
  const length = fs.fstatSync(descriptor).size;
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

  const contents = {
    length: access === 'read' ? length : capacityBytes,
    subarray(from: number, to: number): Uint8Array {
      const first = Math.floor(from / chunkBytes);
      const start = from - first * chunkBytes;
      // A page lies within one chunk; only what does not is put together.
      if (start + to - from <= chunkBytes) {
        return chunkAt(first).subarray(start, start + to - from);
      }
      const bytes = Buffer.alloc(to - from);
      for (let at = from; at < to;) {
        const index = Math.floor(at / chunkBytes);
        const part = chunkAt(index).subarray(at - index * chunkBytes);
        at += part.copy(bytes, at - from);
      }
      return bytes;
    },
    set(bytes: Uint8Array, position: number): void {
      let written = 0;
      while (written < bytes.byteLength) {
        written += fs.writeSync(
          descriptor,
          bytes,
          written,
          bytes.byteLength - written,
          position + written,
        );
      }
      const last = Math.floor((position + bytes.byteLength - 1) / chunkBytes);
      for (let index = Math.floor(position / chunkBytes); index <= last; index += 1) {
        chunks.delete(index);
      }
    },
  };
  const data = { length, subarray: () => contents, slice: () => contents };
  return {
    data: data as unknown as Uint8Array,
    close() {
      fs.closeSync(descriptor);
    },
  };
}
