import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { BundleResult } from '../../../src/functions/bundle/bundle';
import { createRouteBundles } from '../../../src/functions/project/routeBundles';
import { useTempFolder } from '../../support/tempFolder';

describe('createRouteBundles', () => {
  const folder = useTempFolder();

  /** Bundles by reading; what happens behind each reading is the test's. */
  function bundlesWith(afterReading: (file: string, build: number) => void) {
    let builds = 0;
    const bundles = createRouteBundles({
      bundle(file): Promise<BundleResult> {
        const code = fs.readFileSync(file, 'utf8');
        afterReading(file, ++builds);
        const bundle = { file, id: builds, folder: folder(), code, map: '{}' };
        return Promise.resolve({ inputs: [file], problems: [], bundle });
      },
      forget: () => Promise.resolve(),
      dispose: () => Promise.resolve(),
    });
    return { bundles, builds: () => builds };
  }

  it('builds again what was saved while it was built', async () => {
    const file = path.join(folder(), 'a.js');
    fs.writeFileSync(file, 'old');
    const { bundles, builds } = bundlesWith((name, build) => {
      if (build === 1) fs.writeFileSync(name, 'newer');
    });
    await bundles.update([file], false);
    assert.equal(bundles.current.get(file)?.bundle?.code, 'newer');
    assert.equal(builds(), 2);
    assert.equal(await bundles.update([file], false), false);
  });

  it('builds no file that is empty since it is being written', async () => {
    const file = path.join(folder(), 'b.js');
    fs.writeFileSync(file, '');
    const { bundles, builds } = bundlesWith((name, build) => {
      if (build === 2) fs.writeFileSync(name, 'text');
    });
    await bundles.update([file], false);
    assert.equal(bundles.current.get(file)?.bundle?.code, 'text');
    assert.equal(builds(), 3);
  });

  it('gives up on a file that changes without an end', async () => {
    const file = path.join(folder(), 'c.js');
    fs.writeFileSync(file, '0');
    const { bundles, builds } = bundlesWith((name, build) => {
      fs.writeFileSync(name, '1'.repeat(build + 1));
    });
    assert.equal(await bundles.update([file], false), true);
    assert(builds() > 2 && builds() < 100);
  });
});
