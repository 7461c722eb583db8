import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { ImportMode } from '../../../src/emulator/transfer/createImporter';
import { contentOf, from, to, useTransfer } from '../../support/useTransfer';

describe('a seed file', () => {
  const transfer = useTransfer();
  const bindings = [
    { variable: 'my_kv', ...from },
    { variable: 'other_kv', ...to },
  ];
  const seed = (
    name: string,
    text: string,
    options: { mode?: ImportMode; variable?: string; bindings?: typeof bindings } = {},
  ) => {
    const file = transfer.file(name);
    fs.writeFileSync(file, text);
    return transfer.start({ kind: 'seed', file, bindings, mode: 'skipExisting', ...options })
      .result;
  };
  const content = async (place: typeof from) =>
    Object.fromEntries(await contentOf(transfer.api(), place));

  it('fills each variable: text as it is, bytes, JSON, and records as of wrangler', async () => {
    const result = await seed(
      'kv.seed.json',
      JSON.stringify({
        my_kv: { text: 'a', bytes: { base64: 'AP8=' }, json: { a: [1, null] }, number: 7 },
        other_kv: [{ key: 'b', value: '/w==', base64: true }],
        missing_kv: { c: '' },
      }),
    );
    assert.deepEqual(
      result?.variables.map(({ variable, imported, skipped }) => [variable, imported, skipped]),
      [
        ['my_kv', 4, 0],
        ['other_kv', 1, 0],
      ],
    );
    assert.deepEqual(result.unbound, ['missing_kv']);
    const first = { text: 'a', bytes: '\0\xff', json: '{"a":[1,null]}', number: '7' };
    assert.deepEqual(await content(from), first);
    assert.deepEqual(await content(to), { b: '\xff' });
  });

  it('never destroys by itself, and overwrites where asked', async () => {
    const place = { ...from, key: 'a', value: Buffer.from('kept') };
    await transfer.api().putRecord(place);
    await transfer.api().putRecord({ ...place, key: 'old' });
    const text = '{"my_kv": {"a": "1", "b": "2"}}';
    const [kept] = (await seed('kv.seed.json', text))?.variables ?? [];
    assert.deepEqual([kept?.imported, kept?.skipped], [1, 1]);
    assert.deepEqual(await content(from), { a: 'kept', b: '2', old: 'kept' });
    const [taken] = (await seed('kv.seed.json', text, { mode: 'overwrite' }))?.variables ?? [];
    assert.equal(taken?.deleted, 1);
    assert.deepEqual(await content(from), { a: '1', b: '2' });
  });

  it('has one record a line as NDJSON, whose variable one binding makes needless', async () => {
    const text =
      '{"key":"a","value":{"b":1}}\nbad\n{"variable":"other_kv","key":"c","value":"2"}\n';
    const both = await seed('kv.seed.ndjson', text);
    assert.deepEqual(
      both?.refused.map(({ line }) => line),
      [1, 2],
    );
    assert.deepEqual(await content(to), { c: '2' });
    const alone = await seed('kv.seed.ndjson', text, { bindings: bindings.slice(0, 1) });
    assert.deepEqual(
      alone?.refused.map(({ line }) => line),
      [2],
    );
    assert.deepEqual(await content(from), { a: '{"b":1}' });
  });

  it('fills one variable alone where asked', async () => {
    const text = '{"my_kv": {"a": "1"}, "other_kv": {"b": "2"}}';
    const result = await seed('kv.seed.json', text, { variable: 'other_kv' });
    assert.equal(result?.variables.length, 1);
    assert.deepEqual([await content(from), await content(to)], [{}, { b: '2' }]);
  });

  it('changes nothing where the file is broken or names nothing that is bound', async () => {
    const broken = '{"my_kv": {"a": "1"},\n "other_kv": {"b": ';
    await assert.rejects(seed('kv.seed.json', broken), /Line 2 of .*kv\.seed\.json/);
    await assert.rejects(seed('kv.seed.json', '{"none": {"a": "1"}}'), /none/);
    await assert.rejects(seed('kv.seed.json', '{"a": "1"}'), /"variable"/);
    await assert.rejects(seed('kv.seed.json', '[{"key": "a", "value": "1"}]'), /"variable"/);
    assert.deepEqual([await content(from), await content(to)], [{}, {}]);
  });
});
