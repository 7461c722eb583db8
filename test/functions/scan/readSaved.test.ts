import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { loadMiddleware } from '../../../src/functions/project/loadMiddleware';
import { readEdgeoneSettings } from '../../../src/functions/project/readEdgeoneSettings';
import { readEnv } from '../../../src/functions/project/readEnv';
import { isBeingWritten, readSaved } from '../../../src/functions/scan/readSaved';
import { scanFile } from '../../../src/functions/scan/scanFile';
import { useTempFolder } from '../../support/tempFolder';

describe('readSaved', () => {
  const folder = useTempFolder();
  const handlerText = 'export const onRequest = () => 1;';

  /** Saves as an editor does, and lets `work` begin while the file is empty. */
  async function midway<T>(
    name: string,
    work: (file: string) => Promise<T>,
    text = handlerText,
  ): Promise<T> {
    const file = path.join(folder(), name);
    const beginMs = performance.now();
    fs.writeFileSync(file, '');
    const result = work(file);
    // Asked for after `work` has asked, and so answered after it has seen the same.
    assert.equal(await fs.promises.readFile(file, 'utf8'), '');
    const isWritten = await isBeingWritten(file);
    fs.writeFileSync(file, text);
    // A machine that stood still for so long proves nothing.
    if (performance.now() - beginMs > 100) return midway(name, work, text);
    assert(isWritten);
    return result;
  }

  it('waits for the text of a file that is being written', async () => {
    assert.equal(await midway('a.js', readSaved), handlerText);
    const { handlers } = await midway('b.js', scanFile);
    assert.equal(handlers.length, 1);
  });

  it('so keeps a guard, variables and rules while their files are saved', async () => {
    const guard = 'export const middleware = () => 1;';
    const middleware = await midway(
      'middleware.js',
      () => loadMiddleware(folder(), undefined),
      guard,
    );
    assert(middleware?.handler);
    assert.deepEqual(await midway('.env', () => readEnv(folder()), 'A=1'), { A: '1' });
    const rules = '{"redirects":[{"source":"/a","destination":"/b","statusCode":301}]}';
    const settings = await midway('edgeone.json', () => readEdgeoneSettings(folder()), rules);
    assert.deepEqual([settings.rules.redirects.length, settings.problems], [1, []]);
  });

  it('takes a file that was emptied a while ago as it is', async () => {
    const file = path.join(folder(), 'c.js');
    fs.writeFileSync(file, '');
    fs.utimesSync(file, 1, 1);
    assert.equal(await isBeingWritten(file), false);
    assert.equal(await readSaved(file), '');
  });

  it('fails for a file that is not there', async () => {
    const file = path.join(folder(), 'nothing.js');
    await assert.rejects(readSaved(file), { code: 'ENOENT' });
    assert.equal(await isBeingWritten(file), false);
  });
});
