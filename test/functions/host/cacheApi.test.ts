import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { startHost } from '../../../src/functions/startHost';
import { productFiles } from '../../support/productFiles';
import { project, testSettings, useTestHost } from './useTestHost';

/** Does what the query says, and answers with what the cache gave or with its error. */
const cacheFunction = `
  export async function onRequest({ request }) {
    const query = new URL(request.url).searchParams;
    const { op, name, key = 'http://cache.test/a', method = 'GET', asked = {}, options, init } =
      JSON.parse(query.get('call'));
    const target = method === 'GET' && Object.keys(asked).length === 0
      ? key : new Request(key, { method, headers: asked });
    try {
      const cache = name === undefined ? caches.default : await caches.open(name);
      if (op === 'delete') return new Response(String(await cache.delete(target, options)));
      if (op === 'match') {
        return (await cache.match(target, options)) ?? new Response('missing', { status: 404 });
      }
      const body = request.method === 'POST' ? await request.arrayBuffer() : null;
      return new Response(String(await cache.put(target, new Response(body, init))));
    } catch (error) {
      const { name, message, status } = error;
      const shown = { name, message, status, isError: error instanceof Error,
        isTypeError: error instanceof TypeError };
      return new Response(JSON.stringify(shown), { status: 500 });
    }
  }`;

interface CacheCall {
  readonly op: 'match' | 'put' | 'delete';
  readonly name?: string;
  readonly key?: string;
  readonly method?: string;
  readonly asked?: Readonly<Record<string, string>>;
  readonly options?: { readonly ignoreMethod?: boolean };
  readonly init?: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

describe('Cache API of functions', function () {
  this.timeout(60_000);
  const test = useTestHost(
    {
      'edge-functions/cache.js': cacheFunction,
      'edge-functions/realm.js': `
        const atLoad = caches.default;
        export async function onRequest() {
          const tried = (make) => { try { make(); return 'made'; } catch (e) { return String(e); } };
          const left = Object.keys(caches.default);
          caches.default.left = 1;
          return new Response(JSON.stringify({
            types: [typeof caches, typeof Cache, typeof CacheStorage],
            instances: [caches instanceof CacheStorage, caches.default instanceof Cache,
              (await caches.open('x')) instanceof Cache],
            same: [caches.default === atLoad, (await caches.open('default')) === caches.default,
              (await caches.open('x')) === (await caches.open('x'))],
            made: [tried(() => new Cache()), tried(() => new CacheStorage())],
            names: [Cache.name, String(caches), String(caches.default)],
            methods: Object.getOwnPropertyNames(Cache.prototype).sort(),
            unnamed: await caches.open().catch(String),
            enumerable: Object.keys(globalThis).includes('caches'), left,
          }));
        }`,
      'edge-functions/body.js': `
        export async function onRequest() {
          const told = async (work) => { try { return String(await work()); } catch (e) { return e.name + ': ' + e.message; } };
          const put = (response) => told(() => caches.default.put('http://cache.test/body', response));
          const match = () => told(async () => (await caches.default.match('http://cache.test/body')).text());
          const streamed = (...chunks) => new Response(new ReadableStream({ async pull(c) {
            await new Promise((r) => setTimeout(r, 1));
            if (chunks.length === 0) c.close();
            else if (chunks[0] instanceof Error) c.error(chunks[0]);
            else c.enqueue(chunks.shift());
          } }));
          const bytes = (text) => new TextEncoder().encode(text);
          const slow = streamed(bytes('one '), bytes('two '), bytes('three'));
          const done = [await put(slow), slow.bodyUsed, await match()];
          const read = new Response('x');
          await read.text();
          const twice = new Response('kept'), copy = twice.clone();
          const refused = [await put(read), await put(streamed('text')), await put(streamed(bytes('half'), new Error('broke'))),
            await put(new Response(new Uint8Array(26214401))), await put('no response'), await put(Response.error())];
          const kept = await match();
          const cloned = [await put(copy), await twice.text(), await match()];
          const addresses = [];
          for (const address of ['/relative', 'ftp://cache.test/', 5]) {
            addresses.push(await told(() => caches.default.match(address)));
          }
          return new Response(JSON.stringify({ done, refused, kept, cloned, addresses,
            largest: await put(new Response(new Uint8Array(26214400))),
            found: await told(async () => (await (await caches.default.match('http://cache.test/body')).arrayBuffer()).byteLength) }));
        }`,
      'edge-functions/request.js': `
        export async function onRequest({ request }) {
          const found = await caches.default.match(request, { ignoreMethod: true });
          if (found) return found;
          const key = new Request(request.url + '#part');
          await caches.default.put(key, new Response('from ' + request.method));
          return new Response('put after ' + await request.text());
        }`,
      'edge-functions/left.js': `
        const cache = caches.default;
        export function onRequest() {
          (async () => {
            for (let n = 0; n < 30; n++) await crypto.subtle.digest('SHA-256', new Uint8Array(1e6));
            await cache.put('http://cache.test/left', new Response('x'))
              .catch((error) => console.log('left: ' + error.message));
          })();
          return new Response('gone on');
        }`,
      'edge-functions/patch.js': `
        export async function onRequest({ request }) {
          const own = await caches.default.match('http://cache.test/a');
          Cache.prototype.match = async () => new Response('patched');
          globalThis.caches = { default: Cache.prototype };
          return new Response(own ? await own.text() : 'none');
        }`,
      // As the official sample does it: a changed header, a put in waitUntil, a catch for the 504.
      'edge-functions/sample.js': `
        async function fresh(key, waitUntil) {
          const response = await fetch(key);
          response.headers.append('Cache-Control', 's-maxage=10');
          waitUntil(caches.default.put(key, response.clone()));
          response.headers.append('x-cache', 'miss');
          return response;
        }
        export async function onRequest({ request, waitUntil }) {
          const key = new Request(new URL(request.url).searchParams.get('to'));
          try {
            const response = await caches.default.match(key);
            if (!response) return fresh(key, waitUntil);
            response.headers.append('x-cache', 'hit');
            return response;
          } catch (error) {
            await caches.default.delete(key);
            return fresh(key, waitUntil);
          }
        }`,
    },
    () => 18_420,
  );

  function call(what: CacheCall, node = 'singapore', body?: Uint8Array): Promise<Response> {
    const target = `/cache?call=${encodeURIComponent(JSON.stringify(what))}`;
    const headers = { 'x-pages-kv-node': node };
    const sent = body ? { method: 'POST', body: new Uint8Array(body) } : {};
    return test().fetch(target, { headers, ...sent });
  }

  async function put(what: Omit<CacheCall, 'op'>, node?: string, text = 'kept'): Promise<void> {
    const response = await call({ op: 'put', ...what }, node, Buffer.from(text));
    assert.equal(await response.text(), 'undefined');
  }

  async function match(
    what: Omit<CacheCall, 'op'> = {},
    node?: string,
  ): Promise<readonly [number, string]> {
    const response = await call({ op: 'match', ...what }, node);
    return [response.status, await response.text()];
  }

  async function refusal(what: CacheCall): Promise<Readonly<Record<string, unknown>>> {
    const response = await call(what, 'singapore', Buffer.from('x'));
    const text = await response.text();
    assert.equal(response.status, 500, text);
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  }

  beforeEach(async () => {
    await test().emulator.api.purgeEdgeCaches({});
    await test().emulator.api.resetClock();
  });

  const missing = [404, 'missing'] as const;

  it('is there as documented, afresh for each request', async () => {
    for (let round = 0; round < 3; round++) {
      assert.deepEqual(await (await test().fetch('/realm')).json(), {
        types: ['object', 'function', 'function'],
        instances: [true, true, true],
        same: [true, true, true],
        made: ['TypeError: Illegal constructor', 'TypeError: Illegal constructor'],
        names: ['Cache', '[object CacheStorage]', '[object Cache]'],
        methods: ['constructor', 'delete', 'match', 'put'],
        unnamed: 'TypeError: caches.open() takes the name of a cache',
        enumerable: false,
        left: [],
      });
    }
  });

  it('belongs to one edge node and one named cache', async () => {
    await put({ init: { status: 201, headers: { 'x-own': 'yes' } } });
    const found = await call({ op: 'match' });
    assert.equal(found.status, 201);
    assert.equal(found.headers.get('x-own'), 'yes');
    assert.equal(await found.text(), 'kept');
    assert.deepEqual(await match({ name: 'default' }), [201, 'kept']);
    assert.deepEqual(await match({}, 'frankfurt'), missing);
    assert.deepEqual(await match({ name: 'other' }), missing);
    assert.deepEqual(await match({ key: 'http://cache.test/b' }), missing);
    await put({}, 'frankfurt', 'of frankfurt');
    assert.deepEqual(await match(), [201, 'kept']);
    assert.deepEqual(await match({}, 'frankfurt'), [200, 'of frankfurt']);
  });

  it('is seen by every thread of the project', async () => {
    await put({});
    const found = await Promise.all(Array.from({ length: 50 }, () => match()));
    for (const one of found) assert.deepEqual(one, [200, 'kept']);
  });

  it('is not seen by another project', async () => {
    await put({});
    const other = await startHost({
      hostFile: path.join(path.dirname(productFiles.worker), 'functionHost.js'),
      start: {
        project: { id: 'file:///other', name: 'other' },
        folder: test().folder,
        emulator: { storageFolder: path.join(test().folder, '..', 'store') },
        port: 18_440,
        settings: testSettings,
      },
      events: {
        log: () => undefined,
        routes: () => undefined,
        problems: () => undefined,
        requestEnded: () => undefined,
      },
    });
    try {
      const target = encodeURIComponent(JSON.stringify({ op: 'match' }));
      const response = await fetch(`${other.url}/cache?call=${target}`);
      assert.equal(await response.text(), 'missing');
      assert.notEqual(project.id, 'file:///other');
    } finally {
      await other.stop();
    }
    assert.deepEqual(await match(), [200, 'kept']);
  });

  it('expires on the simulated clock, with the documented 504', async () => {
    const { api } = test().emulator;
    await api.pauseClock();
    await put({ init: { headers: { 'cache-control': 'max-age=100, s-maxage=60' } } });
    await put({ key: 'http://cache.test/endless' });
    await api.advanceClock({ ms: 59_999 });
    assert.deepEqual(await match(), [200, 'kept']);
    await api.advanceClock({ ms: 1 });
    const expired = await refusal({ op: 'match' });
    assert.deepEqual(
      [expired.status, expired.name, expired.isError, expired.isTypeError],
      [504, 'Error', true, false],
    );
    assert.match(String(expired.message), /^504: .*http:\/\/cache\.test\/a has expired/);
    assert.deepEqual(await match({ key: 'http://cache.test/endless' }), [200, 'kept']);
    // What the documentation's sample does then.
    assert.equal(await (await call({ op: 'delete' })).text(), 'true');
    assert.deepEqual(await match(), missing);
  });

  it('expires by Expires, and serves nothing of the future', async () => {
    const { api } = test().emulator;
    const expires = new Date(Date.now() + 60_000).toUTCString();
    await api.advanceClock({ ms: 3_600_000 });
    await put({ init: { headers: { expires } } });
    assert.deepEqual(await match(), [200, 'kept']);
    await api.resetClock();
    assert.deepEqual(await match(), missing);
    await api.advanceClock({ ms: 3_600_000 + 61_000 });
    assert.equal((await refusal({ op: 'match' })).status, 504);
  });

  it('gives back any bytes, and empty and missing bodies', async () => {
    const bytes = randomBytes(700_000);
    await (await call({ op: 'put' }, 'singapore', bytes)).text();
    const found = Buffer.from(await (await call({ op: 'match' })).arrayBuffer());
    const digest = (of: Buffer): string => createHash('sha256').update(of).digest('hex');
    assert.equal(digest(found), digest(bytes));
    const response = await call({ op: 'put', init: { status: 204 } });
    assert.equal(await response.text(), 'undefined');
    assert.deepEqual(await match(), [204, '']);
  });

  it('answers Range and conditions', async () => {
    const modified = 'Wed, 25 Nov 2026 10:00:00 GMT';
    const headers = { 'accept-ranges': 'bytes', 'last-modified': modified, etag: '"one"' };
    await put({ init: { headers } }, 'singapore', '0123456789');
    const part = await call({ op: 'match', asked: { range: 'bytes=2-4' } });
    assert.equal(part.status, 206);
    assert.equal(part.headers.get('content-range'), 'bytes 2-4/10');
    assert.equal(part.headers.get('content-length'), '3');
    assert.equal(await part.text(), '234');
    const behind = await call({ op: 'match', asked: { range: 'bytes=10-' } });
    assert.equal(behind.status, 416);
    assert.equal(behind.headers.get('content-range'), 'bytes */10');
    for (const asked of [{ 'if-modified-since': modified }, { 'if-none-match': '"one"' }]) {
      assert.deepEqual(await match({ asked }), [304, '']);
    }
    const later = { 'if-modified-since': 'Wed, 25 Nov 2026 10:00:01 GMT' };
    assert.deepEqual(await match({ asked: later }), [200, '0123456789']);
  });

  it('takes GET alone, unless the method is ignored', async () => {
    await put({});
    const options = { ignoreMethod: true };
    for (const method of ['HEAD', 'DELETE']) {
      assert.deepEqual(await match({ method }), missing);
      assert.deepEqual(await match({ method, options }), [200, 'kept']);
      const refused = await refusal({ op: 'put', method });
      assert.equal(refused.isTypeError, true);
      assert.match(String(refused.message), new RegExp(`takes a GET request, not ${method}$`));
      assert.equal(await (await call({ op: 'delete', method })).text(), 'false');
    }
    assert.deepEqual(await match(), [200, 'kept']);
    assert.equal(await (await call({ op: 'delete', method: 'PUT', options })).text(), 'true');
    assert.deepEqual(await match(), missing);
    assert.equal(await (await call({ op: 'delete' })).text(), 'true');
  });

  it('refuses what the documentation names', async () => {
    await put({});
    for (const init of [{ status: 206 }, { headers: { vary: 'accept, *' } }]) {
      assert.equal((await refusal({ op: 'put', init })).isTypeError, true);
    }
    for (const [header, value] of [
      ['cache-control', 'no-store'],
      ['cache-control', 'max-age=60, private'],
      ['cache-control', 'no-cache'],
      ['pragma', 'no-cache'],
    ] as const) {
      const refused = await refusal({ op: 'put', init: { headers: { [header]: value } } });
      assert.deepEqual([refused.status, refused.isTypeError], [413, false]);
      assert.match(String(refused.message), /^413: .*not cached because of "(Cache-C|Pragma)/);
    }
    await put({ init: { status: 416 } }, 'singapore', 'not taken');
    assert.deepEqual(await match(), [200, 'kept']);
  });

  it('reads bodies to their end before a put resolves, and bounds them', async () => {
    await test().host.api.configure({ ...testSettings, timeoutMs: 60_000 });
    const got = (await (await test().fetch('/body')).json()) as Record<string, unknown>;
    await test().host.api.configure(testSettings);
    assert.deepEqual(got, {
      done: ['undefined', true, 'one two three'],
      refused: [
        'TypeError: The body of the response was read already; put response.clone() instead',
        'TypeError: The body of a response is a stream of bytes, not of string',
        'Error: broke',
        'Error: 413: The body of a cached response has at most 26214400 bytes (25 MB)',
        'TypeError: cache.put() takes a Response as its second argument',
        'TypeError: cache.put() takes a Response as its second argument',
      ],
      kept: 'one two three',
      cloned: ['undefined', 'kept', 'kept'],
      addresses: [
        'TypeError: Failed to parse URL from /relative',
        'TypeError: The Cache API takes addresses of http: and https:, not "ftp://cache.test/"',
        'TypeError: Failed to parse URL from 5',
      ],
      largest: 'undefined',
      found: '26214400',
    });
  });

  it('takes the request itself as key, without its fragment, and leaves its body', async () => {
    const post = { method: 'POST', body: 'text' };
    assert.equal(await (await test().fetch('/request', post)).text(), 'put after text');
    assert.equal(await (await test().fetch('/request', post)).text(), 'from POST');
    assert.equal(await (await test().fetch('/request?other')).text(), 'put after ');
  });

  it('is emptied with its node, and counted', async () => {
    const { api } = test().emulator;
    for (const node of ['singapore', 'frankfurt']) {
      await put({}, node);
      await put({ key: 'http://cache.test/b' }, node);
    }
    assert.deepEqual(await api.purgeEdgeCaches({ node: 'frankfurt' }), { purged: 2 });
    assert.deepEqual(await match({}, 'frankfurt'), missing);
    assert.deepEqual(await match(), [200, 'kept']);
    assert.deepEqual(await api.purgeEdgeCaches({}), { purged: 2 });
    assert.deepEqual(await match(), missing);
  });

  it('refuses the calls of a request that has ended', async () => {
    assert.equal(await (await test().fetch('/left')).text(), 'gone on');
    // Served on the same threads meanwhile.
    for (let n = 0; n < 20; n++) await match();
    assert.deepEqual(await match({ key: 'http://cache.test/left' }), missing);
  });

  it('is whole again after a request that changed it', async () => {
    await put({});
    for (let n = 0; n < 6; n++) {
      assert.equal(await (await test().fetch('/patch')).text(), 'kept');
      assert.deepEqual(await match(), [200, 'kept']);
    }
  });

  it('serves the documented sample: miss, hit, and afresh after ten seconds', async () => {
    let served = 0;
    const upstream = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(`served ${++served}`);
    });
    await once(upstream.listen(0, '127.0.0.1'), 'listening');
    const { port } = upstream.address() as AddressInfo;
    const ask = async (node: string): Promise<readonly unknown[]> => {
      const id = `sample-${Math.random().toString(36).slice(2)}`;
      const headers = { 'x-pages-kv-node': node, 'x-pages-kv-request': id };
      const response = await test().fetch(`/sample?to=http://127.0.0.1:${port}/`, { headers });
      const text = await response.text();
      // Only then is the put of waitUntil done.
      await test().host.api.trace(id);
      return [response.status, response.headers.get('x-cache'), text];
    };
    try {
      assert.deepEqual(await ask('singapore'), [200, 'miss', 'served 1']);
      assert.deepEqual(await ask('singapore'), [200, 'hit', 'served 1']);
      assert.deepEqual(await ask('frankfurt'), [200, 'miss', 'served 2']);
      await test().emulator.api.advanceClock({ ms: 10_000 });
      assert.deepEqual(await ask('singapore'), [200, 'miss', 'served 3']);
      assert.deepEqual(await ask('singapore'), [200, 'hit', 'served 3']);
    } finally {
      upstream.closeAllConnections();
      upstream.close();
    }
  });
});
