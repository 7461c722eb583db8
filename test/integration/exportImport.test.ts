import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { call, newNamespace, type RecordData } from './call';

describe('export and import by command', () => {
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pkv-export-'));
  });

  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('brings every record back, text and bytes alike', async () => {
    const from = await newNamespace();
    const to = await newNamespace();
    const file = path.join(folder, 'namespace.json');
    const bytes = Buffer.from([0, 255, 128, 10]).toString('base64');
    await call('putRecord', { ...from, key: 'text', value: 'line 1\nline 2 — 第二行' });
    await call('putRecord', { ...from, key: 'bytes', value: bytes, encoding: 'base64' });
    await call('putRecord', { ...from, key: 'empty', value: '' });
    await call('exportNamespace', { ...from, file });
    await call('importNamespace', { ...to, file });
    for (const key of ['text', 'bytes', 'empty']) {
      const [sent, arrived] = await Promise.all(
        [from, to].map((at) => call<RecordData>('getRecord', { ...at, key, encoding: 'base64' })),
      );
      assert.equal(arrived?.value, sent?.value, key);
    }
  });

  it('refuses a file that is no export, and changes nothing', async () => {
    const at = await newNamespace();
    const file = path.join(folder, 'other.json');
    fs.writeFileSync(file, '{"hello": ["world"');
    await assert.rejects(call('importNamespace', { ...at, file }), /other\.json/);
    const page = await call<{ keys: unknown[] }>('listRecords', at);
    assert.deepEqual(page.keys, []);
  });
});
