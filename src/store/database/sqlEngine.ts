import fs from 'node:fs';
import initSqlJs, { type Database } from 'sql.js';

/** SQLite, compiled to WebAssembly. */
export type SqlEngine = Awaited<ReturnType<typeof initSqlJs>>;

/** The bytes of a database file, wherever they are. */
export interface DatabaseContent {
  /** Size of the file. */
  readonly bytes: number;
  read(from: number, to: number): Uint8Array;
  write(bytes: Uint8Array, position: number): void;
}

/** Loads SQLite from its `.wasm` file. */
export async function loadSqlEngine(wasmFile: string): Promise<SqlEngine> {
  const bytes = fs.readFileSync(wasmFile);
  const wasmBinary = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(wasmBinary).set(bytes);
  return initSqlJs({ wasmBinary });
}

/**
 * Opens a database on a content of our own.
 *
 * sql.js takes one `slice` of the bytes it is given for the content of its file in memory, and
 * then reads with `subarray`, writes with `set` and enlarges what is shorter than it needs. Giving
 * it our pages there saves `export()`, which needs the whole database a second time.
 *
 * @param content not empty: sql.js makes a content of its own for an empty file
 */
export function openOnContent(engine: SqlEngine, content: DatabaseContent): Database {
  let taken = 0;
  const contents = {
    // Never too short, so that it is never replaced.
    length: Number.MAX_SAFE_INTEGER,
    subarray: (from: number, to: number) => content.read(from, to),
    set: (bytes: Uint8Array, position: number) => {
      content.write(bytes, position);
    },
  };
  const data = {
    length: content.bytes,
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
