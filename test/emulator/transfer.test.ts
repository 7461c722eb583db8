import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { exportNamespace, importNamespace } from '../../src/emulator/transfer';
import { useEmulator } from '../support/useEmulator';

describe('export and import', () => {
  const emulator = useEmulator();
  const from = { account: 'main', namespace: 'from' };
  const to = { account: 'main', namespace: 'to' };
  const file = (): string => path.join(emulator.folder(), 'export.ndjson');

  beforeEach(async () => {
    const api = emulator.api();
    await api.configure({ profile: 'observed', cacheMisses: false, fsync: 'everySecond' });
    await api.createAccount({ name: 'main' });
    await api.createNamespace({ account: 'main', name: 'from' });
    await api.createNamespace({ account: 'main', name: 'to' });
  });

  it('bring every key and value back', async () => {
    const api = emulator.api();
    const values: Record<string, Buffer> = {
      ['__proto__']: Buffer.from('{"a": 1}'),
      'a\u2028b\0': Buffer.from('line\u2028separator\r\nand\nothers'),
      bytes: Buffer.from([0, 255, 254, 128]),
      bom: Buffer.from('\ufeffmark'),
      empty: Buffer.alloc(0),
      '😀': Buffer.from('\ufffd'),
    };
    for (let number = 0; number < 250; number += 1) values[`n${number}`] = Buffer.from(`${number}`);
    for (const [key, value] of Object.entries(values)) await api.putRecord({ ...from, key, value });
    const exported = await exportNamespace(api, { ...from, file: file() });
    assert.equal(exported.records, Object.keys(values).length);
    const imported = await importNamespace(api, { ...to, file: file() });
    assert.deepEqual(imported, { imported: exported.records, skipped: 0, refused: [] });
    for (const [key, value] of Object.entries(values)) {
      const record = await api.getRecord({ ...to, key });
      assert.deepEqual(record && Buffer.from(record.value), value, key);
    }
    assert.deepEqual(
      fs.readdirSync(emulator.folder()).filter((name) => name.includes('.new')),
      [],
    );
  });

  it('name each refused line and take the others', async () => {
    const api = emulator.api();
    const lines = ['{"key":"a","value":"1"}', '', 'nonsense', '{"key":"","value":"1"}'];
    lines.push('{"key":"b","value":"*","base64":true}', '{"key":"c","value":"2"}');
    fs.writeFileSync(file(), `\ufeff${lines.join('\r\n')}`);
    const result = await importNamespace(api, { ...to, file: file() });
    assert.equal(result.imported, 2);
    assert.deepEqual(
      result.refused.map(({ line }) => line),
      [3, 4, 5],
    );
  });

  it('leave existing records alone where asked', async () => {
    const api = emulator.api();
    await api.putRecord({ ...to, key: 'a', value: Buffer.from('kept') });
    fs.writeFileSync(file(), '{"key":"a","value":"1"}\n{"key":"b","value":"2"}\n');
    const result = await importNamespace(api, { ...to, file: file(), mode: 'skipExisting' });
    assert.deepEqual(result, { imported: 1, skipped: 1, refused: [] });
    const record = await api.getRecord({ ...to, key: 'a' });
    assert.equal(Buffer.from(record?.value ?? []).toString(), 'kept');
  });

  it('refuse a file that is no export or is missing, by its name', async () => {
    const api = emulator.api();
    fs.writeFileSync(file(), '{"hello": ["world"');
    await assert.rejects(importNamespace(api, { ...to, file: file() }), /export\.ndjson/);
    await assert.rejects(importNamespace(api, { ...to, file: '/none.ndjson' }), /none\.ndjson/);
    await assert.rejects(exportNamespace(api, { ...to, file: '/none/x' }), /none\/x/);
  });
});
