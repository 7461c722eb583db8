import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { project, testSettings, useTestHost } from './useTestHost';

const templates = path.resolve('test/fixtures/functions/templates/edge-functions');
const template = (name: string): string => fs.readFileSync(path.join(templates, name), 'utf8');

const goneNames = [
  ...['process', 'Buffer', 'require', 'module', 'exports', 'global', '__dirname', '__filename'],
  ...['setImmediate', 'clearImmediate', 'MessagePort', 'BroadcastChannel'],
  ...['WebSocket', 'EventSource', 'PerformanceObserver', 'Navigator', 'localStorage'],
];
const keptNames = [
  ...['fetch', 'Headers', 'Request', 'Response', 'FormData', 'Blob', 'URL', 'URLSearchParams'],
  ...['ReadableStream', 'WritableStream', 'TransformStream', 'TextEncoder', 'TextDecoder'],
  ...['crypto', 'AbortController', 'AbortSignal', 'setTimeout', 'setInterval', 'clearTimeout'],
  ...['queueMicrotask', 'structuredClone', 'atob', 'btoa', 'console', 'WebAssembly', 'self'],
];

describe('function host', () => {
  const test = useTestHost({
    '.env': 'SECRET=swordfish\nEMPTY=\n',
    'edge-functions/counter.js': template('index.js'),
    'edge-functions/keys.ts': template('api/keys.ts'),
    'edge-functions/context.ts': `
      let calls = 0;
      globalThis.leak = (globalThis.leak ?? 0) + 1;
      export const onRequest = (context: any) => {
        calls++;
        return new Response(JSON.stringify({
          keys: Reflect.ownKeys(context), eo: context.eo, same: context.eo === context.request.eo,
          env: context.env, envKv: typeof context.env.my_kv, calls, leak: globalThis.leak,
          names: Object.keys(Object.fromEntries(context.request.headers)), url: context.request.url,
        }));
      };`,
    'edge-functions/realm.js': `
      export async function onRequest() {
        const gone = ${JSON.stringify(goneNames)}.filter((n) => eval('typeof ' + n) !== 'undefined' || n in globalThis);
        const missing = ${JSON.stringify(keptNames)}.filter((n) => !(n in globalThis));
        let reference = '', failed, imported;
        try { process; } catch (e) { reference = String(e); }
        try { await fetch('http://127.0.0.1:1/'); } catch (e) { failed = e instanceof TypeError; }
        try { imported = await eval('import("node:fs")'); } catch (e) { imported = 'refused'; }
        let unbound; try { other_kv; } catch (e) { unbound = String(e); }
        return new Response(JSON.stringify({ gone, missing, reference, failed, imported, unbound,
          navigator: navigator.userAgent, json: typeof Response.json, unboundType: typeof other_kv,
          kv: [typeof my_kv, globalThis.my_kv === my_kv, Object.keys(my_kv).sort()],
          keyError: await my_kv.put('a:b', 'x').catch((e) => e instanceof Error && e.message),
          json2: JSON.stringify((await my_kv.put('json', '{"a":[1]}'), (await my_kv.get('json', 'json')))),
          array: (await my_kv.get('json', 'json')).a instanceof Array,
          buffer: (await my_kv.get('json', 'arrayBuffer')) instanceof ArrayBuffer,
          stream: await new Response(await my_kv.get('json', 'stream')).text(),
          timer: typeof setTimeout(() => {}, 1), digest: (await crypto.subtle.digest('SHA-256', new Uint8Array(1))).byteLength,
        }));
      }`,
    'edge-functions/throws.ts': `interface Unused { a: 1 }\n\nexport function onRequest() {\n  throw new Error('no <b>bread</b> swordfish');\n}\n`,
    'edge-functions/nothing.js': 'export const onRequest = () => 5;',
    'edge-functions/require.js': 'export const onRequest = () => new Response(typeof require);',
    'edge-functions/proxy.js': `
      export const onRequest = ({ request }) =>
        fetch(new Request(new URL(request.url).searchParams.get('to'), request));`,
    'edge-functions/fetched.js': `
      export async function onRequest({ request }) {
        const to = new URL(request.url).searchParams.get('to');
        const response = await fetch(to);
        response.headers.append('x-added', 'yes');
        const copy = response.clone();
        const of = ({ url, redirected, type, status, statusText, headers }) =>
          ({ url, redirected, type, status, statusText, added: headers.get('x-added'),
            cookies: headers.getSetCookie() });
        const manual = await fetch(to, { redirect: 'manual' });
        const head = await fetch(to + 'end', { method: 'HEAD' });
        return new Response(JSON.stringify({ response: of(response), copy: of(copy),
          texts: [await response.text(), await copy.text()], manual: manual.status,
          head: [head.headers.get('content-length'), await head.text()],
          odd: (await fetch(to + 'odd')).status, isResponse: response instanceof Response }));
      }`,
    'edge-functions/loop.js': 'export function onRequest() { for (;;) {} }',
    'edge-functions/never.js': 'export const onRequest = () => new Promise(() => {});',
    'edge-functions/memory.js':
      'export function onRequest() { const a = []; for (;;) a.push(new Array(1e4).fill({})); }',
    'edge-functions/wait.js': `
      export function onRequest({ waitUntil }) {
        waitUntil((async () => { await new Promise((r) => setTimeout(r, 50)); await my_kv.put('waited', 'yes'); })());
        return new Response('early');
      }`,
    'edge-functions/stuck.js': `
      export async function onRequest() {
        for (let n = 0; n < 3; n++) await my_kv.put('stuck' + n, 'yes');
        for (;;);
      }`,
    'edge-functions/late.js': `
      export function onRequest() {
        new Promise((r) => queueMicrotask(r)).then(async () => {
          for (let i = 0; i < 100; i++) await null;
        });
        let thrown;
        const late = new Promise((resolve) => { thrown = resolve; });
        setTimeout(() => { thrown(); throw new Error('late throw'); }, 5);
        setTimeout(() => { my_kv.put('late', 'no'); }, 500);
        return new Response(new ReadableStream({ async start(c) {
          await late; c.enqueue(new TextEncoder().encode('ok')); c.close(); } }));
      }`,
    'edge-functions/left.js': `
      export function onRequest() {
        const kv = my_kv;
        (async () => {
          for (let n = 0; n < 30; n++) await crypto.subtle.digest('SHA-256', new Uint8Array(1e6));
          await kv.put('left', 'no').catch((error) => console.log('left: ' + error.message));
        })();
        return new Response('gone on');
      }`,
    'edge-functions/unawaited.js': `
      async function record() {
        try {
          await my_kv.put('first', 'yes');
          await my_kv.put('second', 'no');
        } catch (error) { console.log('unawaited: ' + error.message); }
      }
      export function onRequest() {
        record();
        return new Response('gone on');
      }`,
    'edge-functions/stream.js': `
      export function onRequest({ waitUntil, request }) {
        let n = 0;
        request.signal.addEventListener('abort', () => console.log('client went'));
        return new Response(new ReadableStream({ async pull(c) {
          await new Promise((r) => setTimeout(r, 5));
          c.enqueue(new TextEncoder().encode('part ' + n++ + '\\n'));
          if (n === 5 && !request.url.includes('endless')) c.close();
        } }));
      }`,
    'edge-functions/cookies.js': `
      export function onRequest() {
        const headers = new Headers({ 'content-length': '99', connection: 'close, x', 'transfer-encoding': 'x' });
        headers.append('set-cookie', 'a=1'); headers.append('set-cookie', 'b=2');
        return new Response('four', { headers, status: 201 });
      }`,
    'edge-functions/body.js': `
      export const onRequestPost = async ({ request }) => new Response(await request.text());
      export const onRequestHead = () => new Response(null, { headers: { 'x-head': 'yes' } });`,
    'edge-functions/files/[[rest]].js':
      'export const onRequest = ({ params }) => new Response(JSON.stringify(params));',
    'edge-functions/shop/[id].js':
      'export const onRequestGet = ({ params }) => new Response("one " + params.id);',
    'edge-functions/npm.jsx': `
      import { greet } from 'greeter';
      import { shared } from '../lib/shared';
      export const onRequest = () => new Response(greet(shared));`,
    'edge-functions/builtin.js': `import fs from 'node:fs';\nexport const onRequest = () => new Response(fs);`,
    'edge-functions/hidden.js': 'export const onRequest = () => new Response("function");',
    'edge-functions/node.js': 'export const onRequest = ({ eo }) => new Response(eo.geo.cityName);',
    'edge-functions/pollute.js': `
      export const onRequest = () => { Array.prototype.bad = 1; globalThis.fetch = 1; return new Response(''); };`,
    'edge-functions/helper.js': 'export const help = () => 1;',
    'lib/shared.ts': 'export const shared: string = "world";',
    'node_modules/greeter/package.json': '{"name":"greeter","main":"main.js"}',
    'node_modules/greeter/main.js': 'exports.greet = (name) => "hello " + name;',
    'public/index.html': '<h1>home</h1>',
    'public/hidden': 'file',
    'public/404.html': 'not here',
    'public/.env': 'no',
  });

  const json = async (target: string, init?: RequestInit): Promise<Record<string, unknown>> => {
    const text = await (await test().fetch(target, init)).text();
    try {
      return JSON.parse(text) as Record<string, unknown>;
    } catch {
      throw new Error(text);
    }
  };

  it('counts 1, 2, 3', async () => {
    for (const visitCount of [1, 2, 3]) assert.deepEqual(await json('/counter'), { visitCount });
  });

  it('pages through keys with a cursor', async () => {
    const { api } = test().emulator;
    for (const key of ['p1', 'p2', 'p3', 'p4', 'p5']) {
      await api.putRecord({ account: 'test', namespace: 'main', key, value: new Uint8Array(1) });
    }
    assert.deepEqual(await json('/keys?prefix=p'), ['p1', 'p2', 'p3', 'p4', 'p5']);
  });

  it('gives the context, fresh for each request', async () => {
    for (let round = 0; round < 3; round++) {
      const context = await json('/context?a=b', { headers: { 'x-pages-kv-node': 'frankfurt' } });
      assert.deepEqual(context.keys, ['request', 'params', 'env', 'waitUntil', 'eo']);
      assert.equal(context.same, true);
      assert.deepEqual(context.env, { SECRET: 'swordfish', EMPTY: '' });
      assert.equal(context.envKv, 'undefined');
      assert.equal(context.calls, 1);
      assert.equal(context.leak, 1);
      assert.equal(context.url, `${test().host.url}/context?a=b`);
      const { geo, clientIp } = context.eo as { geo: Record<string, unknown>; clientIp: string };
      assert.equal(geo.cityName, 'Frankfurt');
      assert.equal(geo.countryCodeAlpha2, 'DE');
      assert.equal(clientIp, '127.0.0.1');
      assert(!(context.names as string[]).includes('x-pages-kv-node'));
    }
  });

  it('has what the edge runtime has, and nothing else', async () => {
    assert.deepEqual(await json('/realm'), {
      gone: [],
      missing: [],
      reference: 'ReferenceError: process is not defined',
      failed: true,
      imported: 'refused',
      unbound: 'ReferenceError: other_kv is not defined',
      unboundType: 'undefined',
      navigator: 'edge-runtime',
      json: 'undefined',
      kv: ['object', true, ['delete', 'get', 'list', 'put']],
      keyError:
        'Key can only contain letters, numbers, and underscores (set "pagesKv.profile" to "observed" to allow other characters, as shipped apps use them)',
      json2: '{"a":[1]}',
      array: true,
      buffer: true,
      stream: '{"a":[1]}',
      timer: 'number',
      digest: 32,
    });
  });

  it('names file, line and cause of an error, escaped and without secrets', async () => {
    const response = await test().fetch('/throws', { headers: { accept: 'text/html' } });
    const page = await response.text();
    assert.equal(response.status, 545);
    assert.match(page, /edge-functions\/throws\.ts:4:9/);
    assert.match(page, /no &#60;b&#62;bread/);
    assert.doesNotMatch(page, /swordfish|<b>/);
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    await test().problemsBecome((list) =>
      list.some(({ file, line }) => file.endsWith('throws.ts') && line === 4),
    );
    const { text: line } = await test().logged(/edge-functions[\\/]throws\.ts:4:9 Error: no/);
    assert.equal(line.split('Error: no').length, 2, 'the message stands there once');
    assert.match(line, /swordfish\n {4}at onRequest .*throws\.ts:4:9/);
    const data = await json('/throws', { headers: { accept: 'application/json' } });
    assert.equal((data.error as { line: number }).line, 4);
    assert.match(await (await test().fetch('/throws')).text(), /^545: the function/);
  });

  it('refuses what is no Response', async () => {
    const response = await test().fetch('/nothing');
    assert.equal(response.status, 545);
    assert.match(await response.text(), /nothing\.js:1[^]*returned 5 instead of a Response/);
  });

  it('stops an endless loop while other requests go on', async function () {
    this.timeout(30_000);
    const loops = [test().fetch('/loop'), test().fetch('/never')];
    for (let n = 0; n < 5; n++) assert.equal((await test().fetch('/node')).status, 200);
    for (const loop of loops) {
      const response = await loop;
      assert.equal(response.status, 545);
      assert.match(await response.text(), /did not answer within 1\.5 s/);
    }
    assert.equal((await test().fetch('/node')).status, 200);
  });

  it('stops a function that takes all memory', async function () {
    this.timeout(30_000);
    await test().host.api.configure({ ...testSettings, timeoutMs: 20_000 });
    const response = await test().fetch('/memory');
    assert.equal(response.status, 545);
    assert.match(await response.text(), /128 MB/);
    await test().host.api.configure(testSettings);
  });

  it('answers a burst of 100 requests', async () => {
    const burst = Array.from({ length: 100 }, () => test().fetch('/context'));
    for (const response of await Promise.all(burst)) assert.equal(response.status, 200);
  });

  it('passes on what it fetches, however that was compressed', async () => {
    const upstream = createServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('whole'));
    });
    await once(upstream.listen(0, '127.0.0.1'), 'listening');
    const { port } = upstream.address() as AddressInfo;
    try {
      const response = await test().fetch(`/proxy?to=http://127.0.0.1:${port}/`);
      assert.equal(await response.text(), 'whole');
    } finally {
      upstream.close();
    }
  });

  it('gives fetched responses headers that can be changed, and keeps what else they tell', async () => {
    const upstream = createServer(({ url }, response) => {
      if (url === '/odd') response.writeHead(999).end();
      else if (url === '/') response.writeHead(302, { location: '/end' }).end();
      else {
        const headers = { 'set-cookie': ['a=1', 'b=2'], 'content-length': '5' };
        response.writeHead(203, 'Told', headers).end('whole');
      }
    });
    await once(upstream.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/`;
    const told = {
      ...{ url: `${url}end`, redirected: true, type: 'basic', status: 203, statusText: 'Told' },
      ...{ added: 'yes', cookies: ['a=1', 'b=2'] },
    };
    try {
      assert.deepEqual(await json(`/fetched?to=${url}`), {
        ...{ response: told, copy: told, texts: ['whole', 'whole'], manual: 302 },
        ...{ head: ['5', ''], odd: 999, isResponse: true },
      });
    } finally {
      upstream.closeAllConnections();
      upstream.close();
    }
  });

  it('has no require, not even where code asks for its type', async () => {
    assert.equal(await (await test().fetch('/require')).text(), 'undefined');
  });

  it('refuses an address that cannot be one', async () => {
    const { status } = await test().raw('/context', { host: 'localhost:99999' });
    assert.equal(status, 400);
  });

  it('finishes waitUntil after the response', async () => {
    const headers = { 'x-pages-kv-request': 'waiting' };
    assert.equal(await (await test().fetch('/wait', { headers })).text(), 'early');
    const trace = await test().host.api.trace('waiting');
    assert.equal(trace?.route, '/wait');
    assert.deepEqual(
      trace?.operations.map(({ op, key, node }) => [op, key, node]),
      [['put', 'waited', 'singapore']],
    );
    assert.equal(await test().host.api.trace('unknown'), null);
  });

  it('knows of each KV call where the code made it, what it replaced, and when', async () => {
    await test().save({
      'lib/visits.ts': `declare const my_kv: any;
export async function count(key: string): Promise<number> {
  const visits = Number((await my_kv.get(key)) ?? 0) + 1;
  await my_kv.put(key, String(visits));
  return visits;
}`,
      'edge-functions/placed.ts': `import { count } from '../lib/visits';
interface Unseen { nothing: 1 }
export async function onRequestGet() {
  const visits = await count('placed');
  Object.freeze(Error);
  await my_kv.delete('placed');
  return new Response(String(visits));
}
declare const my_kv: any;`,
    });
    const headers = { 'x-pages-kv-request': 'placed' };
    assert.equal(await (await test().fetch('/placed', { headers })).text(), '1');
    const { operations } = (await test().host.api.trace('placed')) ?? assert.fail();
    const file = path.join(test().folder, 'lib', 'visits.ts');
    assert.deepEqual(
      operations.map(({ op, variable, place }) => [op, variable, place]),
      [
        ['get', 'my_kv', { file, line: 3, column: 38 }],
        ['put', 'my_kv', { file, line: 4, column: 15 }],
        ['delete', 'my_kv', undefined],
      ],
    );
    const [get, put, remove] = operations;
    assert.equal(get?.version, null);
    assert.equal(put?.replacedVersion, null);
    assert.equal(remove?.replacedVersion, put?.version);
    assert.ok(Math.abs((put?.atMs ?? 0) - Date.now()) < 60_000);
    assert.ok((get?.startedMs ?? -1) >= 0 && (put?.startedMs ?? 0) >= (get?.startedMs ?? 1));
    await test().save({ 'edge-functions/placed.ts': null });
  });

  it('knows what a function did before it had to be stopped', async () => {
    const headers = { 'x-pages-kv-request': 'stuck' };
    assert.equal((await test().fetch('/stuck', { headers })).status, 545);
    const trace = await test().host.api.trace('stuck');
    assert.deepEqual(
      trace?.operations.map(({ op, key }) => [op, key]),
      ['stuck0', 'stuck1', 'stuck2'].map((key) => ['put', key]),
    );
  });

  it('survives a throw in a timer, and ends what a request leaves', async () => {
    assert.equal(await (await test().fetch('/late')).text(), 'ok');
    await test().logged(/late throw/);
    assert.equal((await test().fetch('/node')).status, 200);
    // Later than its timer would have fired.
    await new Promise((resolve) => setTimeout(resolve, 700));
    const record = { account: 'test', namespace: 'main', key: 'late' };
    assert.equal(await test().emulator.api.getRecord(record), null);
  });

  it('warns of a KV call that nobody waits for, after which nothing runs', async () => {
    assert.equal(await (await test().fetch('/unawaited')).text(), 'gone on');
    const { level, text } = await test().logged(/ended before this KV call was answered/);
    assert.equal(level, 'warn');
    assert.match(text, /unawaited\.js:4:23/);
    // Served on the same threads meanwhile.
    for (let n = 0; n < 20; n++) await test().fetch('/node');
    const values = await Promise.all(
      ['first', 'second'].map((key) =>
        test().emulator.api.getRecord({ account: 'test', namespace: 'main', key }),
      ),
    );
    assert.deepEqual(
      values.map((record) => record !== null),
      [true, false],
    );
    assert(!test().logs.some((line) => line.text.includes('unawaited: ')));
  });

  it('refuses the KV calls of a request that has ended', async () => {
    assert.equal(await (await test().fetch('/left')).text(), 'gone on');
    // Served on the same threads meanwhile.
    for (let n = 0; n < 20; n++) await test().fetch('/node');
    const record = { account: 'test', namespace: 'main', key: 'left' };
    assert.equal(await test().emulator.api.getRecord(record), null);
  });

  it('streams bodies, and tells the function when the client goes', async () => {
    const text = await (await test().fetch('/stream')).text();
    assert.equal(text, 'part 0\npart 1\npart 2\npart 3\npart 4\n');
    const stop = new AbortController();
    const response = await test().fetch('/stream?endless', { signal: stop.signal });
    await response.body?.getReader().read();
    stop.abort();
    await test().logged(/client went/);
  });

  it('keeps several cookies, and drops headers of the connection', async () => {
    const response = await test().fetch('/cookies');
    assert.equal(response.status, 201);
    assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
    assert.equal(response.headers.get('content-length'), '4');
    assert.equal(await response.text(), 'four');
  });

  it('passes bodies of up to 1 MB', async () => {
    const body = 'ü'.repeat(512 * 1024);
    const response = await test().fetch('/body', { method: 'POST', body });
    assert.equal(await response.text(), body);
    const refused = await test().fetch('/body', { method: 'POST', body: `${body}x` });
    assert.equal(refused.status, 413);
    assert.match(await refused.text(), /larger than 1048576 bytes/);
    // The client is still writing when the answer is known, and must get it all the same.
    const endless = await test().fetch('/body', { method: 'POST', body: 'x'.repeat(2 ** 25) });
    assert.equal(endless.status, 413);
    assert.equal((await test().fetch('/body', { method: 'HEAD' })).headers.get('x-head'), 'yes');
    assert.equal((await test().fetch('/body', { method: 'DELETE' })).status, 404);
  });

  it('gives parameters as they stand in the path', async () => {
    assert.deepEqual(await json('/files/a%20b'), { rest: 'a%20b' });
    assert.deepEqual(await json('/files/a/b/c/'), { rest: ['a', 'b', 'c'] });
    assert.equal(await (await test().fetch('/shop/7')).text(), 'one 7');
    assert.equal((await test().fetch('/files')).status, 404);
    assert.equal((await test().fetch('/helper')).status, 404);
  });

  it('bundles packages and files outside of the folder', async () => {
    assert.equal(await (await test().fetch('/npm')).text(), 'hello world');
  });

  it('refuses Node built-ins at the line of the import', async () => {
    const response = await test().fetch('/builtin');
    assert.equal(response.status, 545);
    assert.match(await response.text(), /builtin\.js:1:16[^]*"node:fs" is not available/);
    assert(test().problems.some(({ file, line }) => file.endsWith('builtin.js') && line === 1));
  });

  it('serves static files first, and says what they hide', async () => {
    assert.equal(await (await test().fetch('/hidden')).text(), 'file');
    await test().logged(/public\/hidden is served instead of edge-functions\/hidden\.js/);
    assert.equal(await (await test().fetch('/')).text(), '<h1>home</h1>');
    const missing = await test().fetch('/missing');
    assert.equal(missing.status, 404);
    assert.equal(await missing.text(), 'not here');
  });

  it('never leaves the static folder', async () => {
    const targets = ['/../.env', '/..%2f.env', '/%2e%2e/.env', '/..%5c.env', '/.env', '//.env'];
    for (const target of [...targets, '/%00', '/%zz', '/index.html/', '//evil.example/x']) {
      const { status, body } = await test().raw(target);
      assert.deepEqual([target, status, body], [target, 404, 'not here']);
    }
    assert.equal((await test().raw('http://evil.example/')).status, 400);
  });

  it('chooses the edge node by header and by host', async () => {
    const { port } = test().host;
    const node = async (headers: Record<string, string>) => {
      const { status, headers: got, body } = await test().raw('/node', headers);
      return [status, got['x-pages-kv-node'], body];
    };
    assert.deepEqual(await node({}), [200, 'singapore', 'Singapore']);
    const header = { 'x-pages-kv-node': 'silicon-valley' };
    assert.deepEqual(await node(header), [200, 'silicon-valley', 'San Jose']);
    const host = { host: `frankfurt.localhost:${port}` };
    assert.deepEqual(await node(host), [200, 'frankfurt', 'Frankfurt']);
    const unknown = await test().raw('/node', { 'x-pages-kv-node': 'mars' });
    assert.equal(unknown.status, 400);
    assert.match(unknown.body, /"mars".*singapore, frankfurt, silicon-valley/);
    assert.equal((await test().raw('/node', { host: 'mars.localhost' })).status, 400);
  });

  it('refuses foreign hosts', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil', '[::2]']) {
      assert.equal((await test().raw('/node', { host })).status, 403, host);
    }
    for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1:99', '[::1]:8088']) {
      assert.equal((await test().raw('/node', { host })).status, 200, host);
    }
  });

  it('tells the KV work before the head in Server-Timing', async () => {
    const response = await test().fetch('/counter');
    const timing = response.headers.get('server-timing') ?? '';
    assert.match(timing, /^kv1;desc="get visitCount [^"]+";dur=[\d.]+, kv2;desc="put visitCount/);
  });

  it('replaces a thread whose built-ins were changed', async () => {
    for (let n = 0; n < 3; n++) await test().fetch('/pollute');
    const found = await json('/realm');
    assert.equal(found.failed, true);
  });

  it('reloads on save: changed, new, deleted and broken files', async () => {
    const text = async (target: string) => (await test().fetch(target)).text();
    const file = 'edge-functions/saved.js';
    const routes = await test().save({
      [file]: 'export const onRequest = () => new Response("1");',
    });
    assert(routes.some(({ route }) => route === '/saved'));
    assert.equal(await text('/saved'), '1');
    await test().save({ [file]: 'export const onRequest = () => new Response("2");' });
    assert.equal(await text('/saved'), '2');
    await test().save({ [file]: 'export const onRequest = () => new Response("3";' });
    await test().problemsBecome((list) => list.some((one) => one.file.endsWith('saved.js')));
    assert.match(await text('/saved'), /^545: .*\nedge-functions\/saved\.js:1:48\n/);
    await test().save({ [file]: 'export const onRequest = () => new Response("4");' });
    assert.equal(await text('/saved'), '4');
    await test().problemsBecome((list) => !list.some((one) => one.file.endsWith('saved.js')));
    await test().save({ 'lib/shared.ts': 'export const shared = "you";' });
    assert.equal(await text('/npm'), 'hello you');
    await test().save({ '.env': 'SECRET=new-value\n' });
    assert.deepEqual((await json('/context')).env, { SECRET: 'new-value' });
    await test().save({ [file]: null });
    assert.equal(await text('/saved'), 'not here');
    await test().save({ 'edge-functions/deep/er/x.js': 'export default () => new Response("5");' });
    assert.equal(await text('/deep/er/x'), '5');
  });

  it('counts a new binding at once', async () => {
    const { api } = test().emulator;
    await test().save({
      'edge-functions/bound.js': 'export const onRequest = () => new Response(typeof kv_new);',
    });
    assert.equal(await (await test().fetch('/bound')).text(), 'undefined');
    const namespace = { account: 'test', namespace: 'main' };
    await api.bindNamespace({ ...namespace, project, variable: 'kv_new' });
    assert.equal(await (await test().fetch('/bound')).text(), 'object');
    await api.unbindNamespace({ projectId: project.id, variable: 'kv_new' });
    assert.equal(await (await test().fetch('/bound')).text(), 'undefined');
  });
});
