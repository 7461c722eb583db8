import type * as esbuild from 'esbuild';
import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export type Esbuild = typeof esbuild;

/**
 * Loads the bundler that lies beside the product's own bundles: the one that was compiled for this
 * machine where it is there, which starts in a tenth of the time, otherwise the one in WebAssembly,
 * which runs everywhere.
 *
 * It must stay files of its own, because it starts its program by path.
 *
 * @param dist folder that holds `esbuild` and `esbuild-wasm`
 * @param machine as folders of `esbuild` are named, `linux-x64`
 */
export function loadEsbuild(
  dist: string,
  machine = `${process.platform}-${process.arch}`,
): Esbuild {
  const program = path.join(dist, 'esbuild', machine, nativeName());
  if (!canBeRun(program)) return load(path.join(dist, 'esbuild-wasm', 'lib', 'main.js'));
  process.env.ESBUILD_BINARY_PATH = program;
  try {
    return load(path.join(dist, 'esbuild', 'lib', 'main.js'));
  } finally {
    Reflect.deleteProperty(process.env, 'ESBUILD_BINARY_PATH');
  }
}

function load(main: string): Esbuild {
  return createRequire(main)(main) as Esbuild;
}

function nativeName(): string {
  return process.platform === 'win32' ? 'esbuild.exe' : 'esbuild';
}

function canBeRun(program: string): boolean {
  if (!mayBeRun(program)) return false;
  // Companies let no programs of users run, and some disks none at all.
  return spawnSync(program, ['--version'], { stdio: 'ignore', windowsHide: true }).status === 0;
}

function mayBeRun(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    // Not every way to install an extension keeps the right to run a file.
    try {
      chmodSync(program, 0o755);
      return true;
    } catch {
      return false;
    }
  }
}
