import { createRequire } from 'node:module';
import type * as esbuild from 'esbuild';
import path from 'node:path';

export type Esbuild = typeof esbuild;

/**
 * Loads the bundler that lies beside the product's own bundles. It must stay a file of its own,
 * because it starts its WebAssembly by path.
 *
 * @param dist folder that holds `esbuild-wasm`
 */
export function loadEsbuild(dist: string): Esbuild {
  const main = path.join(dist, 'esbuild-wasm', 'lib', 'main.js');
  return createRequire(main)(main) as Esbuild;
}
