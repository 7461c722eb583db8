import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { RecordContent } from '../../../src/rpc/emulatorData';
import { contentOf, from, to, useTransfer } from '../../support/useTransfer';

describe('an import', () => {
  const transfer = useTransfer();
  const write = (name: string, content: string | Buffer): void => {
    fs.writeFileSync(transfer.file(name), content);
  };
  const put = (key: string, value: string, place = to) =>
    transfer.api().putRecord({ ...place, key, value: Buffer.from(value) });
  const content = async () => Object.fromEntries(await contentOf(transfer.api(), to));

  it('names each refused line and takes the others', async () => {
    const lines = ['{"key":"a","value":"1"}', '', 'nonsense', '{"key":"","value":"1"}'];
    lines.push('{"key":"b","value":"*","base64":true}', '{"key":"c","value":"2"}', '{"key":"d"');
    write('torn.ndjson', `\ufeff${lines.join('\r\n')}`);
    const result = await transfer.import('torn.ndjson');
    assert.deepEqual(
      result.refused.map(({ line }) => line),
      [3, 4, 5, 7],
    );
    assert.equal(result.refusedCount, 4);
    assert.match(result.refused[1]?.reason ?? '', /^Key must be a non-empty string/);
    assert.deepEqual(await content(), { a: '1', c: '2' });
  });

  it('reads what wrangler writes, and says what it leaves out', async () => {
    const expiring = { key: 'b', value: 'AP8=', base64: true, expiration_ttl: 60, metadata: {} };
    const records = [{ key: 'a', value: 'é' }, { key: 'n', value: 1 }, expiring];
    write('bulk.json', `\ufeff${JSON.stringify(records, null, 2).replaceAll('\n', '\r\n')}`);
    const result = await transfer.import('bulk.json');
    assert.deepEqual(
      result.refused.map(({ line }) => line),
      [6],
    );
    assert.equal(result.warnings.length, 1);
    assert.deepEqual(await content(), { a: 'Ã©', b: '\0\xff' });
  });

  it('reads an object of values by their keys', async () => {
    write('map.json', '{"text": "a", "json": {"b": [1]}, "bytes": {"base64": "AP8="}}');
    const result = await transfer.import('map.json');
    assert.equal(result.imported, 3);
    assert.deepEqual(await content(), { text: 'a', json: '{"b":[1]}', bytes: '\0\xff' });
  });

  it('keeps what comes before a tear in JSON, and names its line', async () => {
    write('torn.json', '[\n{"key":"a","value":"1"},\n{"key":"b","value":"2"},\n{"key":"c","val');
    const result = await transfer.import('torn.json');
    assert.equal(result.imported, 2);
    assert.deepEqual(
      result.refused.map(({ line }) => line),
      [4],
    );
  });

  it('reads CSV with and without names of columns, and stops where it breaks', async () => {
    const rows = 'a,1\r\n\r\n"b\r\nx","2\n""q"""\r\nonly\r\nc,AP8=,true\r\nd,1,maybe\r\n';
    write('plain.csv', `\ufeff${rows}`);
    write('named.csv', `value,key\n1,e\n`);
    write('torn.csv', 'key,value\nf,1\ng,"never closed\n');
    const plain = await transfer.import('plain.csv');
    assert.deepEqual(
      plain.refused.map(({ line }) => line),
      [6, 8],
    );
    await transfer.import('named.csv');
    const torn = await transfer.import('torn.csv');
    assert.deepEqual(
      torn.refused.map(({ line }) => line),
      [3],
    );
    const expected = { a: '1', 'b\r\nx': '2\n"q"', c: '\0\xff', e: '1', f: '1' };
    assert.deepEqual(await content(), expected);
  });

  it('leaves existing records alone where asked', async () => {
    await put('a', 'kept');
    write('few.ndjson', '{"key":"a","value":"1"}\n{"key":"b","value":"2"}\n');
    const result = await transfer.import('few.ndjson', { mode: 'skipExisting' });
    assert.deepEqual([result.imported, result.skipped], [1, 1]);
    assert.deepEqual(await content(), { a: 'kept', b: '2' });
  });

  it('overwrites a whole namespace, but deletes nothing where a line was refused', async () => {
    for (const key of ['a', 'old', 'older']) await put(key, 'before');
    write('bad.ndjson', '{"key":"a","value":"1"}\n{"key":""}\n');
    const bad = await transfer.import('bad.ndjson', { mode: 'overwrite' });
    assert.equal(bad.deleted, 0);
    assert.equal(bad.warnings.length, 1);
    assert.deepEqual(await content(), { a: '1', old: 'before', older: 'before' });
    write('good.ndjson', '{"key":"a","value":"2"}\n{"key":"b","value":"2"}\n');
    const good = await transfer.import('good.ndjson', { mode: 'overwrite' });
    assert.equal(good.deleted, 2);
    assert.deepEqual(await content(), { a: '2', b: '2' });
    write('empty.ndjson', '');
    await assert.rejects(transfer.import('empty.ndjson', { mode: 'overwrite' }), /empty\.ndjson/);
    assert.deepEqual(await content(), { a: '2', b: '2' });
  });

  it('changes nothing in a dry run, and counts as the import will', async () => {
    for (const key of ['a', 'old']) await put(key, 'before');
    write('new.ndjson', '{"key":"a","value":"1"}\n{"key":"b","value":"2"}\n');
    const before = await content();
    for (const mode of ['merge', 'skipExisting', 'overwrite'] as const) {
      const planned = await transfer.import('new.ndjson', { mode, dryRun: true });
      assert.equal(planned.dryRun, true);
      assert.deepEqual(await content(), before, mode);
      if (mode === 'merge') continue;
      const done = await transfer.import('new.ndjson', { mode });
      assert.deepEqual({ ...done, dryRun: true }, planned, mode);
      await transfer.api().deleteRecord({ ...to, key: 'b' });
      for (const key of ['a', 'old']) await put(key, 'before');
    }
  });

  it('refuses a file that is no export or is missing, by its name', async () => {
    write('other.ndjson', '{"hello": ["world"');
    write('other.json', '{"key":"a","value":"1"}\n{"key":"b","value":"2"}\n');
    write('other.sqlite', 'SQLite format 3\0');
    for (const name of ['other.ndjson', 'other.json', 'other.sqlite', 'none.csv']) {
      await assert.rejects(transfer.import(name), new RegExp(name.replace('.', '\\.')));
    }
    await assert.rejects(transfer.import('other.ndjson', { namespace: 'none' }), /"none"/);
    await assert.rejects(transfer.export('none/x.csv'), /none.x\.csv/);
    assert.deepEqual(await content(), {});
  });

  it('refuses a damaged database before anything changes', async () => {
    for (let key = 0; key < 300; key += 1) await put(`k${key}`, 'v'.repeat(1000), from);
    await transfer.export('whole.sqlite');
    const bytes = fs.readFileSync(transfer.file('whole.sqlite'));
    write('torn.sqlite', bytes.subarray(0, bytes.byteLength - 20_000));
    await assert.rejects(transfer.import('torn.sqlite'), /torn\.sqlite/);
    assert.deepEqual(await content(), {});
  });

  it('bounds the list of refused lines, and counts them all', async () => {
    write('many.ndjson', `{"key":"a","value":"1"}\n${'bad\n'.repeat(3000)}`);
    const result = await transfer.import('many.ndjson');
    assert.deepEqual([result.refused.length, result.refusedCount], [1000, 3000]);
  });

  it('keeps whole batches where it is cancelled, and says how many records', async () => {
    const line = (key: number) => JSON.stringify({ key: `k${key}`, value: 'v'.repeat(2000) });
    const lines = Array.from({ length: 20_000 }, (_, key) => line(key));
    write('long.ndjson', lines.join('\n'));
    const file = transfer.file('long.ndjson');
    const job = { kind: 'import', ...to, file, format: 'ndjson' } as const;
    const running = transfer.start({ ...job, mode: 'overwrite', dryRun: false }, () => {
      running.cancel();
    });
    const result = await running.result;
    assert.equal(result?.cancelled, true);
    assert.ok(result.imported < lines.length);
    const [, { records } = { records: -1 }] = await transfer
      .api()
      .listNamespaces({ account: 'main' });
    assert.equal(records, result.imported);
  });

  it('goes on where the emulator ends and another one takes over', async function () {
    this.timeout(60_000);
    const line = (key: number) => JSON.stringify({ key: `k${key}`, value: 'v'.repeat(2000) });
    write('long.ndjson', Array.from({ length: 20_000 }, (_, key) => line(key)).join('\n'));
    const file = transfer.file('long.ndjson');
    const job = { kind: 'import', ...to, file, format: 'ndjson' } as const;
    let restarted: Promise<void> | undefined;
    const running = transfer.start({ ...job, mode: 'merge', dryRun: false }, ({ records }) => {
      if (records > 0) restarted ??= transfer.restart();
    });
    const result = await running.result;
    await restarted;
    assert.ok(restarted, 'it was restarted meanwhile');
    assert.equal(result?.imported, 20_000);
    const namespaces = await transfer.api().listNamespaces({ account: to.account });
    assert.equal(namespaces.find(({ name }) => name === to.namespace)?.records, 20_000);
  });
});

describe('an export', () => {
  const transfer = useTransfer();

  it('leaves the old file whole where it is cancelled', async () => {
    const value = Buffer.alloc(400_000, 'v');
    for (let batch = 0; batch < 10; batch += 1) {
      const records: RecordContent[] = [];
      for (let key = 0; key < 15; key += 1) records.push({ key: `k${batch}_${key}`, value });
      await transfer.api().putRecords({ ...from, records, mode: 'merge' });
    }
    for (const format of ['ndjson', 'sqlite'] as const) {
      const file = transfer.file(`old.${format}`);
      fs.writeFileSync(file, 'old');
      const running = transfer.start({ kind: 'export', ...from, file, format });
      running.cancel();
      assert.equal(await running.result, null);
      assert.equal(fs.readFileSync(file, 'utf8'), 'old');
    }
    const left = fs.readdirSync(transfer.folder()).filter((name) => name.includes('.new'));
    assert.deepEqual(left, []);
  });
});
