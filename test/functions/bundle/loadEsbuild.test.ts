import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { loadEsbuild } from '../../../src/functions/bundle/loadEsbuild';
import { productFiles } from '../../support/productFiles';
import { useTempFolder } from '../../support/tempFolder';

const dist = path.dirname(productFiles.worker);
const machine = `${process.platform}-${process.arch}`;

describe('loadEsbuild', () => {
  const folder = useTempFolder();

  async function bundles(from: string, forMachine: string): Promise<void> {
    const esbuild = loadEsbuild(from, forMachine);
    try {
      const input = { contents: 'export const one: number = 1;', loader: 'ts' } as const;
      const { outputFiles } = await esbuild.build({ stdin: input, write: false });
      assert.equal(outputFiles[0]?.text, 'export const one = 1;\n');
    } finally {
      await esbuild.stop();
    }
  }

  /** A copy, so that its bundler can be spoilt and is loaded anew. */
  function copyOf(...names: readonly string[]): string {
    const copy = path.join(folder(), 'dist');
    for (const name of names) {
      fs.cpSync(path.join(dist, name), path.join(copy, name), { recursive: true });
    }
    return copy;
  }

  it('takes what was compiled for this machine, even where it may not be run yet', async function () {
    if (!fs.existsSync(path.join(dist, 'esbuild', machine))) this.skip();
    const copy = copyOf('esbuild');
    const [program] = fs.readdirSync(path.join(copy, 'esbuild', machine));
    fs.chmodSync(path.join(copy, 'esbuild', machine, String(program)), 0o644);
    await bundles(copy, machine);
    assert.equal(process.env.ESBUILD_BINARY_PATH, undefined);
  });

  it('takes WebAssembly where the machine lets its program not run', async function () {
    this.timeout(60_000);
    const copy = copyOf('esbuild', 'esbuild-wasm');
    for (const name of ['esbuild', 'esbuild.exe']) {
      const program = path.join(copy, 'esbuild', machine, name);
      fs.mkdirSync(path.dirname(program), { recursive: true });
      fs.writeFileSync(program, 'no program', { mode: 0o755 });
    }
    await bundles(copy, machine);
  });

  it('takes WebAssembly on any other machine', async function () {
    this.timeout(60_000);
    await bundles(copyOf('esbuild-wasm'), 'unknown-cpu');
  });
});
