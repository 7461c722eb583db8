import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { KvError } from '../../src/kv/kvError';
import { createKvNamespace, type KvNamespace } from '../../src/kv/kvNamespace';
import type { KvPort } from '../../src/kv/kvPort';
import { profiles, type ProfileName } from '../../src/kv/profile';
import { createMemoryKvPort } from '../support/memoryKvPort';
import { rejectsWith } from '../support/rejectsWith';
import { streamOf } from '../support/streamOf';

let warnings: string[];
let port: KvPort;

function create(profile: ProfileName = 'documented'): KvNamespace {
  return createKvNamespace(port, {
    profile: profiles[profile],
    warn: (message) => warnings.push(message),
  });
}

async function toBytes(stream: unknown): Promise<number[]> {
  assert.ok(stream instanceof ReadableStream);
  return [...new Uint8Array(await new Response(stream).arrayBuffer())];
}

beforeEach(() => {
  warnings = [];
  port = createMemoryKvPort();
});

describe('The namespace object', () => {
  it('is plain and has exactly four methods', () => {
    const kv = create();
    assert.equal(Object.getPrototypeOf(kv), Object.prototype);
    assert.deepEqual(Object.keys(kv).sort(), ['delete', 'get', 'list', 'put']);
  });

  it('survives destructuring', async () => {
    const { put, get, delete: remove, list } = create();
    await put('a', '1');
    assert.equal(await get('a'), '1');
    assert.deepEqual((await list()).keys, [{ key: 'a' }]);
    await remove('a');
    assert.equal(await get('a'), null);
  });

  it('rejects rather than throws, whatever it is given', async () => {
    const kv = create() as unknown as Record<string, (...values: unknown[]) => Promise<unknown>>;
    const trap = new Proxy(
      {},
      {
        get() {
          throw new Error('trap');
        },
        has: () => true,
      },
    );
    const calls: [string, unknown[]][] = [
      ['put', []],
      ['put', ['a']],
      ['put', ['a', 1]],
      ['put', ['a', trap]],
      ['get', []],
      ['get', ['a', trap]],
      ['delete', []],
      ['list', [{ limit: 0 }]],
      ['list', [trap]],
    ];
    for (const [method, values] of calls) {
      const promise = kv[method]?.(...values);
      assert.ok(promise instanceof Promise, method);
      await assert.rejects(promise);
    }
  });

  it('rejects with the error of its port', async () => {
    const full = new KvError('ACCOUNT_FULL', 'full');
    port = {
      get: () => Promise.reject(full),
      put: () => {
        throw full;
      },
      delete: () => Promise.reject(full),
      list: () => Promise.reject(full),
    };
    const { put, get, delete: remove, list } = create();
    for (const call of [() => put('a', ''), () => get('a'), () => remove('a'), () => list()]) {
      await rejectsWith(call(), 'ACCOUNT_FULL', 'full');
    }
  });
});

describe('put', () => {
  it('resolves to undefined', async () => {
    assert.equal(await create().put('a', '1'), undefined);
  });

  it('checks key presence, key size, key characters, value type and value size in order', async () => {
    const { put } = create();
    const large = new Uint8Array(26_214_401);
    await rejectsWith(put('', 1), 'KEY_EMPTY', 'Key must be a non-empty string');
    await rejectsWith(
      put('-'.repeat(513), 1),
      'KEY_TOO_LONG',
      'Key size exceeds maximum limit of 512 bytes (got 513 bytes)',
    );
    await rejectsWith(put('-', 1), 'KEY_CHARACTERS', /^Key can only contain letters, numbers/);
    await rejectsWith(put('-', large), 'KEY_CHARACTERS', /pagesKv\.profile/);
    await rejectsWith(put('a', 1), 'VALUE_TYPE', 'Unsupported value type: number');
    await rejectsWith(put('a', large), 'VALUE_TOO_LARGE', /^Value size exceeds maximum limit/);
    assert.deepEqual((await create().list()).keys, [], 'nothing was stored');
  });

  it('leaves a stream alone when the key is refused', async () => {
    const stream = streamOf([new Uint8Array(1)]);
    await rejectsWith(create().put('', stream), 'KEY_EMPTY', /non-empty/);
    assert.equal(stream.locked, false);
  });

  it('takes the value as it is at the call', async () => {
    const bytes = new Uint8Array([1, 2]);
    const { put, get } = create();
    const stored = put('a', bytes);
    bytes.fill(0);
    await stored;
    assert.deepEqual(
      new Uint8Array((await get('a', 'arrayBuffer')) as ArrayBuffer),
      new Uint8Array([1, 2]),
    );
  });

  it('warns once of options that other platforms know', async () => {
    await create().put('a', '1', { expirationTtl: 60, metadata: { a: 1 } });
    assert.deepEqual(warnings, [
      'put ignores expirationTtl, metadata: a record has neither an expiration nor metadata.',
    ]);
    assert.equal(await create().get('a'), '1');
  });

  it('ignores other further arguments in silence', async () => {
    await create().put('a', '1', undefined);
    await create().put('a', '1', null, 'x', 60);
    await create().put('a', '1', {});
    const traps = new Proxy({}, { ownKeys: () => assert.fail('it was looked into') });
    await create().put('a', '1', traps);
    assert.deepEqual(warnings, []);
  });

  it('refuses with errors that code cannot tell from those of the platform', async () => {
    const error: unknown = await create()
      .put('', '1')
      .catch((thrown: unknown) => thrown);
    assert.equal(String(error), 'Error: Key must be a non-empty string');
    assert.equal(JSON.stringify(error), '{}');
    assert.ok(error instanceof Error);
    assert.match(error.stack ?? '', /^Error: Key must be/);
  });
});

describe('get', () => {
  it('resolves to null where the key is missing, in every type', async () => {
    for (const type of ['text', 'json', 'arrayBuffer', 'stream', undefined]) {
      assert.equal(await create().get('missing', type), null);
    }
  });

  it('takes impossible keys for missing', async () => {
    const { put, get } = create('observed');
    await put('\ufffd', '1');
    for (const key of ['x'.repeat(1_000), '\ud800', 'a:b']) assert.equal(await get(key), null);
    assert.equal(await create('documented').get('a:b'), null);
  });

  it('refuses a key that is empty or no string', async () => {
    for (const key of ['', undefined, null, 1, ['a']]) {
      await rejectsWith(create().get(key), 'KEY_EMPTY', 'Key must be a non-empty string');
    }
  });

  it('returns text, also for an unknown type', async () => {
    const { put, get } = create();
    await put('a', '{"b":1}');
    for (const type of [undefined, null, 'text', 'TEXT', 'buffer', 'toString', 7, {}, []]) {
      assert.equal(await get('a', type), '{"b":1}');
      assert.equal(await get('a', { type }), '{"b":1}');
    }
  });

  it('takes the type as a string or as an option', async () => {
    const { put, get } = create();
    await put('a', '{"b":[1,"é"],"__proto__":2}');
    const expected = JSON.parse('{"b":[1,"é"],"__proto__":2}') as unknown;
    assert.deepEqual(await get('a', 'json'), expected);
    assert.deepEqual(await get('a', { type: 'json' }), expected);
    assert.ok((await get('a', { type: 'arrayBuffer' })) instanceof ArrayBuffer);
    assert.ok((await get('a', { type: 'stream' })) instanceof ReadableStream);
  });

  it('returns each JSON value, null and false included', async () => {
    const { put, get } = create();
    for (const value of [null, false, 0, '', [], {}]) {
      await put('a', JSON.stringify(value));
      assert.deepEqual(await get('a', 'json'), value);
    }
  });

  it('keeps a byte order mark', async () => {
    const { put, get } = create();
    await put('a', '\ufeffa');
    assert.equal(await get('a'), '\ufeffa');
  });

  it('rejects invalid JSON with a SyntaxError that names the key (documented)', async () => {
    const { put, get } = create('documented');
    await put('my_key', 'not JSON');
    await assert.rejects(get('my_key', 'json'), (error) => {
      assert.ok(error instanceof SyntaxError);
      assert.match(error.message, /^Value of key "my_key" is not valid JSON: ./);
      return true;
    });
  });

  it('returns invalid JSON as it is (observed)', async () => {
    const { put, get } = create('observed');
    await put('a', 'not JSON');
    assert.equal(await get('a', 'json'), 'not JSON');
  });

  it('returns null for an empty value (documented)', async () => {
    const { put, get, list } = create('documented');
    await put('a', '');
    for (const type of ['text', 'json', 'arrayBuffer', 'stream']) {
      assert.equal(await get('a', type), null);
    }
    assert.deepEqual((await list()).keys, [{ key: 'a' }], 'the record is there all the same');
  });

  it('returns an empty value (observed)', async () => {
    const { put, get } = create('observed');
    await put('a', '');
    assert.equal(await get('a'), '');
    assert.equal(await get('a', 'json'), '');
    assert.equal(((await get('a', 'arrayBuffer')) as ArrayBuffer).byteLength, 0);
    assert.deepEqual(await toBytes(await get('a', 'stream')), []);
  });

  it('streams large values in chunks, byte by byte', async () => {
    const bytes = Uint8Array.from({ length: 200_001 }, (_, index) => (index * 7) % 256);
    const { put, get } = create();
    await put('a', bytes);
    assert.deepEqual(await toBytes(await get('a', 'stream')), [...bytes]);
    await put('copy', await get('a', 'stream'));
    assert.ok(
      Buffer.from(bytes).equals(Buffer.from((await get('copy', 'arrayBuffer')) as ArrayBuffer)),
    );
  });

  it('gives away copies: changing them changes nothing', async () => {
    const { put, get } = create();
    await put('a', 'before');
    new Uint8Array((await get('a', 'arrayBuffer')) as ArrayBuffer).fill(0);
    const reader = ((await get('a', 'stream')) as ReadableStream<Uint8Array>).getReader();
    (await reader.read()).value?.fill(0);
    assert.equal(await get('a'), 'before');
  });

  it('gives away an ArrayBuffer of the right size where the port returns part of a larger one', async () => {
    port = { ...port, get: () => Promise.resolve(Buffer.from('xxvaluexx').subarray(2, 7)) };
    const buffer = (await create().get('a', 'arrayBuffer')) as ArrayBuffer;
    assert.equal(Buffer.from(buffer).toString(), 'value');
  });

  it('warns once of options that other platforms know', async () => {
    const { put, get } = create();
    await put('a', '1');
    assert.equal(await get('a', { type: 'json', cacheTtl: 60 }), 1);
    assert.deepEqual(warnings, ['get ignores cacheTtl: its only option is type.']);
  });
});

describe('delete', () => {
  it('resolves to undefined, also where the key is missing or impossible', async () => {
    const { put, delete: remove, get } = create('observed');
    await put('\ufffd', '1');
    for (const key of ['\ufffd', '\ufffd', 'missing', 'x'.repeat(1_000)]) {
      assert.equal(await remove(key), undefined);
    }
    assert.equal(await get('\ufffd'), null);
  });

  it('does not take one impossible key for another', async () => {
    const { put, delete: remove, get } = create('observed');
    await put('\ufffd', '1');
    await remove('\ud800');
    assert.equal(await get('\ufffd'), '1');
  });

  it('refuses a key that is empty or no string', async () => {
    for (const key of ['', undefined, 1]) {
      await rejectsWith(create().delete(key), 'KEY_EMPTY', 'Key must be a non-empty string');
    }
  });
});

describe('list', () => {
  async function fill(count: number): Promise<KvNamespace> {
    const kv = create();
    for (let index = 0; index < count; index += 1) {
      await kv.put(`key_${String(index).padStart(3, '0')}`, '');
    }
    return kv;
  }

  it('returns exactly complete, cursor and keys', async () => {
    assert.deepEqual(await create().list(), { complete: true, cursor: null, keys: [] });
    const { list } = await fill(3);
    assert.deepEqual(await list({ limit: 2 }), {
      complete: false,
      cursor: 'key_001',
      keys: [{ key: 'key_000' }, { key: 'key_001' }],
    });
    assert.deepEqual(await list({ limit: 2, cursor: 'key_001' }), {
      complete: true,
      cursor: null,
      keys: [{ key: 'key_002' }],
    });
    assert.deepEqual(await list({ limit: 3 }), {
      complete: true,
      cursor: null,
      keys: [{ key: 'key_000' }, { key: 'key_001' }, { key: 'key_002' }],
    });
  });

  it('returns 256 keys where no limit, or a larger one, is given', async () => {
    const { list } = await fill(257);
    for (const options of [undefined, null, { limit: 1_000 }]) {
      const page = await list(options);
      assert.equal(page.keys.length, 256);
      assert.equal(page.complete, false);
      assert.equal(page.cursor, 'key_255');
    }
    assert.equal(warnings.length, 1);
  });

  it('filters by prefix', async () => {
    const { list } = await fill(12);
    assert.deepEqual((await list({ prefix: 'key_01' })).keys, [
      { key: 'key_010' },
      { key: 'key_011' },
    ]);
  });

  it('refuses a limit that is no positive integer', () =>
    rejectsWith(
      create().list({ limit: 0 }),
      'LIMIT_INVALID',
      'Limit must be a positive integer (got 0)',
    ));
});
