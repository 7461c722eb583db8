import fs from 'node:fs';
import initSqlJs from 'sql.js';

/** SQLite, compiled to WebAssembly. */
export type SqlEngine = Awaited<ReturnType<typeof initSqlJs>>;

/** Loads SQLite from its `.wasm` file. */
export async function loadSqlEngine(wasmFile: string): Promise<SqlEngine> {
  const bytes = fs.readFileSync(wasmFile);
  const wasmBinary = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(wasmBinary).set(bytes);
  return initSqlJs({ wasmBinary });
}
