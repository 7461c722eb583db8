import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { useTestHost } from './useTestHost';

/** Small forms of what apps in use do. */
describe('what apps in the wild do', () => {
  const test = useTestHost({
    'edge-functions/forward.js': `
      export const onRequest = ({ request }) => {
        const url = new URL(request.url);
        const to = url.searchParams.get('to');
        const { method, headers, body } = request;
        if (url.searchParams.has('init')) return fetch(to, request);
        if (url.searchParams.has('spread')) return fetch(to, { method, headers, body });
        const sent = new Request(to, { method, headers, body, redirect: 'manual' });
        if (!(sent instanceof Request && sent.clone() instanceof Request)) throw new Error('class');
        sent.headers.set('x-forwarded-host', url.hostname);
        return fetch(sent);
      };`,
    'edge-functions/request.js': `
      class Own extends Request { get shout() { return this.method + '!'; } }
      export const onRequest = async ({ request }) => {
        const own = new Own(request);
        const stream = new Response('streamed').body;
        const made = new Request('http://a.com/', { method: 'PUT', body: stream });
        return new Response([request instanceof Request, own instanceof Request, own.shout,
          await made.text()].join());
      };`,
    'edge-functions/count.js': `
      export const onRequest = ({ request }) => {
        const cookies = new Cookies(request.headers.get('cookie'));
        const count = Number(cookies.get('count')?.value ?? 0) + 1;
        cookies.set('count', String(count), { path: '/' });
        const { name, value, path } = cookies.get('count').at(-1);
        return new Response(Cookies.name, { headers: { 'set-cookie': name + '=' + value + '; Path=' + path } });
      };`,
    'edge-functions/md5.js': `
      const hex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');
      export const onRequest = async () => {
        const text = new TextEncoder().encode('-abc-');
        const hashes = await Promise.all([
          crypto.subtle.digest('MD5', text.subarray(1, 4)), crypto.subtle.digest({ name: 'md5' }, new ArrayBuffer(0)),
          crypto.subtle.digest('Sha-1', text.subarray(1, 4))]);
        const refused = await crypto.subtle.digest('MD4', text).catch((error) => error.name);
        return new Response([...hashes.map(hex), refused].join());
      };`,
    'edge-functions/other.js':
      'export const onRequest = ({ eo }) => new Response(eo.geo.cityName);',
    'edge-functions/page/[[path]].js': `
      export const onRequest = async ({ request }) => {
        const url = new URL(request.url);
        if (/\\.\\w+$/.test(url.pathname)) return fetch(request);
        const page = await fetch(new URL('/index.html', url.origin));
        return new Response(page.body, { status: page.status, headers: { 'x-page': 'yes' } });
      };`,
    'edge-functions/asks.js': `
      export const onRequest = ({ request }) => fetch(new URL('/other', request.url));`,
    'edge-functions/guarded.js': `
      const platform = typeof process === 'object' && process.versions ? require('os') : 'edge';
      export const onRequest = async ({ request }) => {
        const { searchParams } = new URL(request.url);
        const hash = typeof require === 'function' ? require('crypto') : crypto.subtle;
        const fs = await import('node:fs/promises').catch(() => 'no files');
        if (searchParams.has('require')) require('node:fs');
        if (searchParams.has('import')) await import('node:net');
        return new Response([platform, hash instanceof SubtleCrypto, fs].join());
      };`,
    'edge-functions/gateway/[[target]].js': `
      export const onRequest = ({ request, params }) =>
        new Response(JSON.stringify([new URL(request.url).pathname, params.target]));`,
    'edge-functions/admin/_middleware.js': 'export const onRequest = ({ next }) => next();',
    'middleware.js': `
      export const middleware = async ({ request, next }) => {
        const answer = await fetch(new URL('/other', request.url));
        return next({ headers: { 'x-other': await answer.text() } });
      };
      export const config = { matcher: ['/other', '/guarded.txt'] };`,
    'public/index.html': 'home',
    'public/guarded.txt': 'file',
  });

  it('passes a body on, in each of the ways there are', async () => {
    const upstream = createServer((request, response) => {
      const { method, headers } = request;
      const told = [method, headers['x-forwarded-host'] ?? '-', headers['x-a'] ?? '-', ''];
      response.write(told.join(' '));
      request.pipe(response);
    });
    await once(upstream.listen(0, '127.0.0.1'), 'listening');
    const to = `to=http://127.0.0.1:${(upstream.address() as AddressInfo).port}/`;
    try {
      for (const [way, host] of [
        ['', '127.0.0.1'],
        ['&init', '-'],
        ['&spread', '-'],
      ] as const) {
        const sent = { method: 'PUT', body: 'bread', headers: { 'x-a': 'b' } };
        const response = await test().fetch(`/forward?${to}${way}`, sent);
        assert.equal(await response.text(), `PUT ${host} b bread`);
      }
    } finally {
      upstream.closeAllConnections();
      upstream.close();
    }
  });

  it('warns of a guard of another platform, which guards nothing here', async () => {
    const file = path.join(test().folder, 'edge-functions', 'admin', '_middleware.js');
    await test().problemsBecome((problems) =>
      problems.some(
        (problem) =>
          problem.file === file &&
          problem.severity === 'warning' &&
          problem.message.includes('runs before no other'),
      ),
    );
    const line = await test().logged(/runs before no other/);
    assert.equal(line.level, 'warn');
  });

  it('makes requests of streams, and classes of Request', async () => {
    const text = await (await test().fetch('/request', { method: 'PATCH', body: 'x' })).text();
    assert.equal(text, 'true,true,PATCH!,streamed');
  });

  it('asks for modules of Node where they are', async () => {
    assert.equal(await (await test().fetch('/guarded')).text(), 'edge,true,no files');
    for (const [query, name] of [
      ['require', 'node:fs'],
      ['import', 'node:net'],
    ] as const) {
      const response = await test().fetch(`/guarded?${query}`);
      assert.equal(response.status, 545);
      const [, place, cause] = (await response.text()).split('\n');
      assert.match(place ?? '', /^edge-functions\/guarded\.js:/);
      assert.equal(cause, `Error: "${name}" is not available in the edge runtime.`);
    }
  });

  it('takes an address as the rest of a path, with all its slashes', async () => {
    for (const [path, target] of [
      ['/gateway/https://a.b/c', ['https:', '', 'a.b', 'c']],
      ['/gateway//a.b/c', ['', 'a.b', 'c']],
    ] as const) {
      assert.deepEqual(JSON.parse((await test().raw(path)).body), [path, target]);
    }
  });

  it('reads and sets cookies with Cookies', async () => {
    const response = await test().fetch('/count', { headers: { cookie: 'a=b; count=4' } });
    assert.equal(response.headers.get('set-cookie'), 'count=5; Path=/');
    assert.equal(await response.text(), 'Cookies');
  });

  it('hashes with MD5', async () => {
    assert.equal(
      await (await test().fetch('/md5')).text(),
      '900150983cd24fb0d6963f7d28e17f72,d41d8cd98f00b204e9800998ecf8427e,a9993e364706816aba3e25717850c26c9cd0d89d,NotSupportedError',
    );
  });

  it('fetches files from its own address, and never itself', async () => {
    const page = await test().fetch('/page/about');
    assert.deepEqual([page.headers.get('x-page'), await page.text()], ['yes', 'home']);
    const missing = await test().fetch('/page/missing.png');
    assert.equal(missing.status, 404);
    assert.match(
      await missing.text(),
      /^No file is found at \/page\/missing\.png\. What a function/,
    );
    assert.equal((await test().fetch('/asks')).status, 404);
  });

  it('lets a middleware ask functions of its own address, and not itself', async () => {
    const headers = { 'x-pages-kv-node': 'frankfurt' };
    const response = await test().fetch('/guarded.txt', { headers });
    // On the same edge node.
    assert.deepEqual(
      [response.headers.get('x-other'), await response.text()],
      ['Frankfurt', 'file'],
    );
  });
});
