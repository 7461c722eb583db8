import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { call, newNamespace, type RecordData } from './call';

interface ImportData {
  readonly imported: number;
  readonly skipped: number;
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
  readonly deleted?: number;
  readonly dryRun?: boolean;
}

describe('export and import by command', () => {
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pkv-export-'));
  });

  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  for (const ending of ['ndjson', 'json', 'csv', 'sqlite']) {
    it(`brings every record back, text and bytes alike, as .${ending}`, async () => {
      const from = await newNamespace();
      const to = await newNamespace();
      const file = path.join(folder, `namespace.${ending}`);
      const bytes = Buffer.from([0, 255, 128, 10]).toString('base64');
      await call('putRecord', { ...from, key: 'text', value: 'line 1\nline 2 — 第二行' });
      await call('putRecord', { ...from, key: 'bytes', value: bytes, encoding: 'base64' });
      await call('putRecord', { ...from, key: 'empty', value: '' });
      const exported = await call<{ records: number }>('exportNamespace', { ...from, file });
      assert.equal(exported.records, 3);
      const imported = await call<ImportData>('importNamespace', { ...to, file });
      assert.deepEqual([imported.imported, imported.refused], [3, []]);
      for (const key of ['text', 'bytes', 'empty']) {
        const [sent, arrived] = await Promise.all(
          [from, to].map((at) => call<RecordData>('getRecord', { ...at, key, encoding: 'base64' })),
        );
        assert.equal(arrived?.value, sent?.value, key);
      }
    });
  }

  it('plans, overwrites and names refused lines', async () => {
    const at = await newNamespace();
    const file = path.join(folder, 'records.txt');
    await call('putRecord', { ...at, key: 'old', value: '1' });
    fs.writeFileSync(file, '{"key":"new","value":"2"}\n');
    const request = { ...at, file, format: 'ndjson', mode: 'overwrite' };
    const planned = await call<ImportData>('importNamespace', { ...request, dryRun: true });
    assert.deepEqual([planned.imported, planned.deleted, planned.dryRun], [1, 1, true]);
    assert.ok(await call('getRecord', { ...at, key: 'old' }));
    const done = await call<ImportData>('importNamespace', request);
    assert.deepEqual([done.imported, done.deleted, done.dryRun], [1, 1, undefined]);
    assert.equal(await call('getRecord', { ...at, key: 'old' }), null);
    fs.writeFileSync(file, '{"key":"new","value":"3"}\nnonsense\n');
    const refused = await call<ImportData>('importNamespace', { ...request, mode: 'merge' });
    assert.deepEqual(
      refused.refused.map(({ line }) => line),
      [2],
    );
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
