import path from 'node:path';

const dist = process.env.PAGES_KV_DIST ?? path.resolve('dist');

/** The product's built files, as tests of whole processes start them. */
export const productFiles = {
  worker: path.join(dist, 'emulator.js'),
  transfer: path.join(dist, 'transfer.js'),
  wasm: path.join(dist, 'sql-wasm.wasm'),
} as const;
