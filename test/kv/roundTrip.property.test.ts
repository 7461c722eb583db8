import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createKvNamespace } from '../../src/kv/kvNamespace';
import { profiles } from '../../src/kv/profile';
import { checkProperty } from '../support/checkProperty';
import { createMemoryKvPort } from '../support/memoryKvPort';
import { streamOf } from '../support/streamOf';

const bytes = fc.uint8Array({ maxLength: 300, size: 'max' });
const text = fc.string({ unit: 'binary', maxLength: 100 });

function create() {
  return createKvNamespace(createMemoryKvPort(), {
    profile: profiles.observed,
    warn: () => assert.fail('nothing to warn of'),
  });
}

describe('Values come back as they went in', () => {
  it('any bytes, through each form of put and each binary type of get', () =>
    checkProperty(
      fc.asyncProperty(bytes, fc.nat({ max: 300 }), async (value, cut) => {
        const { put, get } = create();
        const padded = new Uint8Array([7, ...value, 7]);
        const forms = {
          view: value,
          part: padded.subarray(1, 1 + value.byteLength),
          buffer: value.slice().buffer,
          dataView: new DataView(padded.buffer, 1, value.byteLength),
          stream: streamOf([value.subarray(0, cut), value.subarray(cut)]),
        };
        for (const [key, form] of Object.entries(forms)) {
          await put(key, form);
          const buffer = (await get(key, 'arrayBuffer')) as ArrayBuffer;
          assert.deepEqual([...new Uint8Array(buffer)], [...value], key);
          const stream = (await get(key, { type: 'stream' })) as ReadableStream;
          const streamed = await new Response(stream).arrayBuffer();
          assert.deepEqual([...new Uint8Array(streamed)], [...value], key);
          assert.equal(await get(key), new TextDecoder('utf-8', { ignoreBOM: true }).decode(value));
        }
      }),
      { numRuns: 100 },
    ));

  it('any text', () =>
    checkProperty(
      fc.asyncProperty(
        fc.oneof(
          text,
          text.map((each) => `\ufeff${each}`),
        ),
        async (value) => {
          const { put, get } = create();
          await put('key', value);
          assert.equal(await get('key'), value.replace(/\p{Surrogate}/gu, '\ufffd'));
        },
      ),
      { numRuns: 200 },
    ));

  it('any JSON', () =>
    checkProperty(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const { put, get } = create();
        await put('key', JSON.stringify(value));
        assert.deepEqual(await get('key', 'json'), JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 200 },
    ));

  it('under any key', () =>
    checkProperty(
      fc.asyncProperty(fc.uniqueArray(text, { minLength: 1 }), async (keys) => {
        const { put, get } = create();
        const possible = keys.filter((key) => key !== '' && !/\p{Surrogate}/u.test(key));
        for (const key of possible) await put(key, `value of ${key}`);
        for (const key of possible) assert.equal(await get(key), `value of ${key}`);
      }),
      { numRuns: 200 },
    ));
});
