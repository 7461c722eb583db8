import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import {
  copySampleFiles,
  existingFiles,
  listSampleFiles,
  sampleDescription,
} from '../../../src/ui/functions/sampleFiles';

const sample = path.resolve('media/sample');

describe('sampleFiles', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'pages-kv-sample-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('copies the sample into a new folder, without its description', async () => {
    const target = path.join(folder, 'new');
    const files = await listSampleFiles(sample);
    assert.ok(files.includes(path.join('edge-functions', 'counter.js')));
    assert.ok(!files.includes(sampleDescription));
    await copySampleFiles(sample, target, files);
    for (const file of files) {
      assert.deepEqual(
        await readFile(path.join(target, file)),
        await readFile(path.join(sample, file)),
      );
    }
    assert.deepEqual(await existingFiles(target, files), files);
  });

  it('replaces nothing', async () => {
    await writeFile(path.join(folder, 'README.md'), 'mine');
    const files = await listSampleFiles(sample);
    assert.deepEqual(await existingFiles(folder, files), ['README.md']);
    await assert.rejects(copySampleFiles(sample, folder, ['README.md']), { code: 'EEXIST' });
    assert.equal(await readFile(path.join(folder, 'README.md'), 'utf8'), 'mine');
  });
});
