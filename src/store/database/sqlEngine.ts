import fs from 'node:fs';
import initSqlJs, { type Database } from 'sql.js';
import type { DatabasePages } from './databasePages';

/** SQLite, compiled to WebAssembly. */
export type SqlEngine = Awaited<ReturnType<typeof initSqlJs>>;

/** Loads SQLite from its `.wasm` file. */
export async function loadSqlEngine(wasmFile: string): Promise<SqlEngine> {
  const bytes = fs.readFileSync(wasmFile);
  const wasmBinary = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(wasmBinary).set(bytes);
  return initSqlJs({ wasmBinary });
}

/**
 * Opens a database on pages of our own.
 *
 * sql.js takes one `slice` of the bytes it is given for the content of its file in memory, and
 * then reads with `subarray`, writes with `set` and enlarges what is shorter than it needs. Giving
 * it our pages there saves `export()`, which needs the whole database a second time.
 *
 * @param pages not empty: sql.js makes a content of its own for an empty file
 */
export function openOnPages(engine: SqlEngine, pages: DatabasePages): Database {
  let taken = 0;
  const contents = {
    // Never too short, so that it is never replaced.
    length: Number.MAX_SAFE_INTEGER,
    subarray: (from: number, to: number) => pages.read(from, to),
    set: (bytes: Uint8Array, position: number) => {
      pages.write(bytes, position);
    },
  };
  const data = {
    length: pages.bytes,
    subarray: contents.subarray,
    slice: () => {
      taken += 1;
      return contents;
    },
  };
  const database = new engine.Database(data);
  if (taken === 1) return database;
  database.close();
  throw new TypeError('This version of sql.js does not keep the content that it is given');
}
