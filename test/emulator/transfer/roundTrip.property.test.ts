import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import type { ProfileName } from '../../../src/kv/profile';
import { checkProperty } from '../../support/checkProperty';
import { contentOf, from, to, useTransfer } from '../../support/useTransfer';

const wordKey = fc.stringMatching(/^[a-zA-Z0-9_]{1,40}$/);
const anyKey = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'key',
    ' ',
    '\n',
    '\r',
    '\0',
    ',',
    '"',
    '\ufeff',
    'é',
  ),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', '😀', '\u2028'), minLength: 1 }),
);
const keys: Readonly<Record<ProfileName, fc.Arbitrary<string>>> = {
  documented: wordKey,
  observed: anyKey,
};

const value = fc
  .oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
    fc.constantFrom('', '\ufeff', '\r\n', '"', 'key,value', '\ufffd', '[]', 'null', ' ', '\0'),
  )
  .map((content) => (typeof content === 'string' ? Buffer.from(content) : content));

describe('export, then import', () => {
  const transfer = useTransfer();

  for (const ending of ['ndjson', 'json', 'csv', 'sqlite']) {
    for (const profile of ['documented', 'observed'] as const) {
      it(`gives the same bytes as .${ending}, ${profile} keys`, async function () {
        this.timeout(120_000);
        const api = transfer.api();
        await api.configure({ profile, cacheMisses: false, fsync: 'everySecond' });
        const records = fc.uniqueArray(fc.record({ key: keys[profile], value }), {
          selector: ({ key }) => key,
          maxLength: 150,
        });
        let round = 0;
        const bringsBack = async (batch: { key: string; value: Buffer }[]): Promise<void> => {
          const names = [`from${(round += 1)}`, `to${round}`] as const;
          const [source, target] = names.map((namespace) => ({ ...from, namespace }));
          assert.ok(source && target);
          for (const name of names) await api.createNamespace({ account: 'main', name });
          const put = await api.putRecords({ ...source, records: batch, mode: 'merge' });
          assert.deepEqual(put.refused, []);
          const name = `round${round}.${ending}`;
          const exported = await transfer.export(name, source);
          assert.equal(exported.records, batch.length);
          assert.equal(exported.fileBytes, fs.statSync(transfer.file(name)).size);
          const imported = await transfer.import(name, target);
          assert.equal(imported.imported, batch.length);
          assert.deepEqual(imported.refused, []);
          assert.deepEqual(await contentOf(api, target), await contentOf(api, source));
          const expected = batch.map((record) => [record.key, record.value.toString('latin1')]);
          assert.deepEqual(new Map(await contentOf(api, target)), new Map(expected as []));
          for (const name of names) await api.deleteNamespace({ account: 'main', name });
        };
        await checkProperty(fc.asyncProperty(records, bringsBack), { numRuns: 6 });
      });
    }
  }

  it('writes and reads the largest values, whatever their bytes', async function () {
    this.timeout(240_000);
    const api = transfer.api();
    await api.configure({ profile: 'documented', cacheMisses: false, fsync: 'everySecond' });
    const bytes = 26_214_400;
    const escaped = Buffer.alloc(bytes, `\u0001"\r\n,${'x'.repeat(995)}`);
    const binary = Buffer.alloc(bytes, 0xff);
    await api.putRecord({ ...from, key: 'escaped', value: escaped });
    await api.putRecord({ ...from, key: 'binary', value: binary });
    for (const name of ['large.ndjson', 'large.csv', 'large.sqlite', 'large.json']) {
      await transfer.export(name);
      const result = await transfer.import(name, { mode: 'overwrite' });
      assert.deepEqual([result.imported, result.refused, result.deleted], [2, [], 0], name);
      for (const [key, value] of Object.entries({ escaped, binary })) {
        const record = await api.getRecord({ ...to, key });
        assert.ok(record && value.equals(record.value), `${key} of ${name}`);
      }
      fs.rmSync(transfer.file(name));
    }
  });
});
