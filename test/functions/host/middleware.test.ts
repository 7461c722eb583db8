import assert from 'node:assert/strict';
import path from 'node:path';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useTestHost, type RawResponse } from './useTestHost';

/** Says what reaches a function. */
const echo = `
  export const onRequest = async ({ request }) => new Response(JSON.stringify({
    url: request.url, method: request.method, body: await request.text(),
    headers: Object.fromEntries(request.headers),
  }), { headers: { 'x-from': 'function', 'set-cookie': 'f=1' } });`;

/** A middleware of one expression. */
const middlewareOf = (expression: string, config = ''): string =>
  `${config}\nexport async function middleware(context) {\n  return ${expression};\n}\n`;

describe('middleware', () => {
  const test = useTestHost(
    {
      '.env': 'SECRET=swordfish\n',
      'edge-functions/echo.js': echo,
      'edge-functions/api/echo.js': echo,
      'edge-functions/throws.js': 'export function onRequest() { throw new Error("of function"); }',
      'edge-functions/kv.js': `
        export const onRequest = async () => { await my_kv.get('b'); return new Response(''); };`,
      'public/page.html': 'page',
      'public/404.html': 'not here',
    },
    () => 18_188,
  );

  const use = (text: string | null, file = 'middleware.js') => test().save({ [file]: text });
  const text = async (target: string, init?: RequestInit) =>
    (await test().fetch(target, init)).text();
  const echoed = async (target: string, init?: RequestInit) => {
    const body = await text(target, init);
    try {
      return JSON.parse(body) as {
        url: string;
        body: string;
        method: string;
        headers: Record<string, string>;
      };
    } catch {
      throw new Error(body);
    }
  };
  const ownProblems = () =>
    test().problems.map(({ severity, line, column, message }) => ({
      severity,
      line,
      column,
      message,
    }));

  it('gets a context of its own', async () => {
    await use(
      middlewareOf(`new Response(JSON.stringify({
        keys: Object.keys(context), env: context.env, geo: context.geo, ip: context.clientIp,
        url: context.request.url, kv: typeof my_kv,
      }))`),
    );
    const answer = JSON.parse(await text('/page.html?q=1')) as Record<string, unknown>;
    assert.deepEqual(answer.keys, [
      ...['request', 'env', 'waitUntil', 'next', 'redirect', 'rewrite', 'geo', 'clientIp'],
    ]);
    assert.deepEqual(answer.env, { SECRET: 'swordfish' });
    assert.equal((answer.geo as { cityName: string }).cityName, 'Singapore');
    assert.equal(answer.ip, '127.0.0.1');
    assert.equal(answer.url, `${test().host.url}/page.html?q=1`);
    assert.equal(answer.kv, 'object');
  });

  for (const goesOn of ['context.next()', 'undefined', 'null']) {
    it(`goes on to files, functions and 404 with ${goesOn}`, async () => {
      await use(middlewareOf(goesOn));
      assert.equal(await text('/page.html'), 'page');
      assert.equal((await echoed('/echo?a=b')).url, `${test().host.url}/echo?a=b`);
      const missing = await test().fetch('/nothing');
      assert.deepEqual([missing.status, await missing.text()], [404, 'not here']);
    });
  }

  it('answers with a Response, streams and cookies included', async () => {
    await use(
      middlewareOf(`new Response(new ReadableStream({ async start(c) {
        for (const part of ['a', 'b']) {
          await new Promise((done) => setTimeout(done, 5));
          c.enqueue(new TextEncoder().encode(part));
        }
        c.close();
      } }), { status: 401, headers: [['set-cookie', 'a=1'], ['set-cookie', 'b=2']] })`),
    );
    const response = await test().fetch('/page.html');
    assert.deepEqual([response.status, await response.text()], [401, 'ab']);
    assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
    const head = await test().fetch('/echo', { method: 'HEAD' });
    assert.deepEqual([head.status, await head.text()], [401, '']);
  });

  it('redirects with 307, or another status', async () => {
    await use(middlewareOf(`context.redirect('/login?from=x')`));
    const seen = async () => {
      const { status, headers } = await test().raw('/page.html');
      return [status, headers.location];
    };
    assert.deepEqual(await seen(), [307, '/login?from=x']);
    await use(middlewareOf(`context.redirect(new URL('https://example.org/a'), 301)`));
    assert.deepEqual(await seen(), [301, 'https://example.org/a']);
  });

  it('changes headers of the request, which the response carries too', async () => {
    await use(
      middlewareOf(`context.next({ headers: {
        'x-added': 'yes', 'User-Agent': 'other', 'cache-control': 'max-age=5', 'content-length': '1',
      } })`),
    );
    const init = { headers: { 'x-kept': 'kept', 'user-agent': 'mine' } };
    const { headers } = await echoed('/echo', init);
    assert.equal(headers['x-added'], 'yes');
    assert.equal(headers['x-kept'], 'kept');
    assert.equal(headers['user-agent'], 'other');
    for (const target of ['/echo', '/page.html', '/nothing']) {
      const response = await test().fetch(target);
      assert.equal(response.headers.get('x-added'), 'yes', target);
      assert.equal(response.headers.get('cache-control'), 'max-age=5', target);
      assert.equal(response.headers.get('x-middleware-next'), null, target);
      assert.equal(response.headers.get('x-middleware-request-headers'), null, target);
      assert.notEqual((await response.text()).length, 1, target);
    }
  });

  it('keeps headers of request and response apart where it is told to', async () => {
    await use(
      `
      export function middleware({ next }) {
        const response = next({ request: { headers: { 'x-in': 'ü 1' } }, headers: { 'x-out': '2' } });
        response.headers.append('set-cookie', 'm=1');
        return response;
      }`.replace('ü', 'u'),
    );
    const response = await test().fetch('/echo');
    const { headers } = JSON.parse(await response.text()) as { headers: Record<string, string> };
    assert.deepEqual([headers['x-in'], headers['x-out']], ['u 1', undefined]);
    assert.equal(response.headers.get('x-in'), null);
    assert.equal(response.headers.get('x-out'), '2');
    assert.equal(response.headers.get('x-from'), 'function');
    assert.deepEqual(response.headers.getSetCookie().sort(), ['f=1', 'm=1']);
  });

  it('leaves the body to the function, and says where it has read it itself', async () => {
    const body = 'ü'.repeat(1000);
    await use(middlewareOf('context.next()'));
    assert.equal((await echoed('/echo', { method: 'POST', body })).body, body);
    await use(middlewareOf('(await context.request.clone().text(), context.next())'));
    assert.equal((await echoed('/echo', { method: 'PUT', body })).body, body);
    assert.deepEqual(ownProblems(), []);
    await use(middlewareOf('(await context.request.text(), undefined)'));
    assert.equal((await echoed('/echo', { method: 'POST', body })).body, body);
    await test().problemsBecome((list) => list.length === 1);
    const [problem] = test().problems;
    assert.match(problem?.message ?? '', /request\.clone\(\)/);
    assert.deepEqual([problem?.severity, problem?.line], ['warning', 2]);
    assert.equal((await test().fetch('/page.html')).status, 200);
    await test().problemsBecome((list) => list.length === 0);
    const large = await test().fetch('/echo', { method: 'POST', body: 'x'.repeat(2 ** 20 + 1) });
    assert.equal(large.status, 413);
  });

  it('rewrites to another path of the project, unseen', async () => {
    await use(`
      export function middleware({ request, rewrite }) {
        const { pathname, searchParams } = new URL(request.url);
        if (pathname === '/old') return rewrite('/page.html');
        if (pathname === '/away') return rewrite(new URL('/echo?new=1', request.url));
        if (pathname === '/bare') return rewrite('echo');
        if (pathname.startsWith('//')) return rewrite(pathname);
        if (searchParams.has('to')) return rewrite(searchParams.get('to'));
      }`);
    assert.equal(await text('/old?dropped'), 'page');
    const init = { method: 'POST', body: 'b', headers: { 'x-kept': '1' } };
    const found = await echoed('/away?old=1', init);
    assert.equal(found.url, `${test().host.url}/echo?new=1`);
    assert.deepEqual([found.method, found.body, found.headers['x-kept']], ['POST', 'b', '1']);
    assert.equal((await echoed('/bare')).url, `${test().host.url}/echo`);
    assert.equal((await test().raw('//evil.example/x')).status, 404);
    assert.equal((await test().fetch('/x?to=/../.env')).status, 404);
    const broken = await test().fetch('/x?to=http://');
    assert.match(await broken.text(), /rewrite\(\) cannot go to "http:\/\/"/);
  });

  it('fetches what a rewrite to another origin names', async () => {
    const requests: IncomingMessage[] = [];
    const upstream = createServer((request, response) => {
      requests.push(request);
      const head = { location: '/else', 'content-type': 'text/plain' };
      response.writeHead(request.url === '/moved' ? 302 : 202, head);
      request.pipe(response);
    }).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const { port } = upstream.address() as AddressInfo;
    try {
      await use(
        middlewareOf(
          `context.rewrite('http://127.0.0.1:${port}/' + context.request.url.split('?')[1])`,
        ),
      );
      const init = { method: 'POST', body: 'carried', headers: { 'x-kept': '1' } };
      const response = await test().fetch('/page.html?there', init);
      assert.deepEqual([response.status, await response.text()], [202, 'carried']);
      assert.equal(requests[0]?.url, '/there');
      assert.equal(requests[0]?.headers['x-kept'], '1');
      assert.equal(requests[0]?.headers.host, `127.0.0.1:${port}`);
      const { status, headers } = await test().raw('/page.html?moved');
      assert.deepEqual([status, headers.location], [302, '/else']);
    } finally {
      upstream.close();
      upstream.closeAllConnections();
    }
  });

  it('sets cookies on what it goes on or answers with', async () => {
    await use(`export function middleware({ request, next, redirect, rewrite }) {
  switch (new URL(request.url).pathname) {
    case '/away': {
      const response = redirect('/page');
      response.cookies.set('a', 'b c', { path: '/', httpOnly: true, maxAge: 60, sameSite: 'Lax' });
      return response;
    }
    case '/rewritten': {
      const response = rewrite('/echo');
      response.cookies.set('r', 'w');
      return response;
    }
  }
  const response = next({ headers: { 'x-of': 'middleware' } });
  const { cookies } = response.cookies.set('a', { value: 'é', secure: true, domain: 'x.y' }).delete('b')
    ? response : {};
  cookies.set('seen', JSON.stringify([cookies.get('a').value, cookies.has('c'), cookies.getAll().length]));
  return response;
}`);
    const cookies = async (target: string): Promise<string[]> =>
      (await test().fetch(target, { redirect: 'manual' })).headers.getSetCookie();
    assert.deepEqual(await cookies('/away'), [
      'a=b%20c; Path=/; Max-Age=60; HttpOnly; SameSite=Lax',
    ]);
    assert.deepEqual(await cookies('/rewritten'), ['f=1']);
    const gone = 'b=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT';
    const seen = `seen=${encodeURIComponent('["é",false,2]')}`;
    const all = ['a=%C3%A9; Domain=x.y; Secure', gone, seen];
    assert.deepEqual((await cookies('/echo')).sort(), [...all, 'f=1'].sort());
    assert.deepEqual(await cookies('/page'), all);
  });

  it('shows its KV work, and what waitUntil does later, in the trace of the request', async () => {
    await use(`
      export async function middleware({ waitUntil, next }) {
        await my_kv.get('a');
        waitUntil((async () => {
          await new Promise((done) => setTimeout(done, 100));
          await my_kv.put('c', 'later');
        })());
        return next();
      }`);
    const headers = { 'x-pages-kv-request': 'traced' };
    const response = await test().fetch('/kv', { headers });
    const timing = response.headers.get('server-timing') ?? '';
    assert.match(timing, /^kv1;desc="get a [^"]+"[^,]*, kv2;desc="get b [^"]+"[^,]*$/);
    const trace = await test().host.api.trace('traced');
    assert.deepEqual(
      trace?.operations.map(({ op, key }) => `${op} ${key}`),
      ['get a', 'get b', 'put c'],
    );
    assert.equal(trace?.route, '/kv');
    const file = await test().fetch('/page.html');
    assert.match(file.headers.get('server-timing') ?? '', /^kv1;desc="get a /);
  });

  it('runs where its matcher says, and nowhere else', async () => {
    const config = `export const config = { matcher: ['/api/:path*', { source: '^/p.*l$' }] } as const;`;
    await use(null);
    await use(middlewareOf(`new Response('stopped')`, config), 'src/middleware.ts');
    assert.equal(await text('/api'), 'stopped');
    assert.equal(await text('/api/echo?x'), 'stopped');
    assert.equal(await text('/page.html'), 'stopped');
    assert.equal((await echoed('/echo')).method, 'GET');
    assert.equal(await text('/apis'), 'not here');
    await use(middlewareOf(`new Response('of the root')`), 'middleware.ts');
    assert.equal(await text('/echo'), 'of the root');
    await use(null, 'middleware.ts');
    assert.equal(await text('/page.html'), 'stopped');
    await use(null, 'src/middleware.ts');
    assert.equal(await text('/page.html'), 'page');
  });

  it('stops what spins after it has let the request pass', async () => {
    await use(`
      export function middleware({ waitUntil, next }) {
        waitUntil(new Promise((done) => setTimeout(done, 50)).then(() => { for (;;); }));
        return next();
      }`);
    const headers = { 'x-pages-kv-request': 'spinning' };
    const response = await test().fetch('/page.html', { headers });
    assert.deepEqual([response.status, await response.text()], [200, 'page']);
    await test().problemsBecome((list) =>
      list.some(({ message }) => /kept its thread busy/.test(message)),
    );
    assert.equal((await test().host.api.trace('spinning'))?.status, 200);
  });

  it('says at its line that a matcher is no literal, and runs for every path', async () => {
    await use(
      `const paths = ['/a'];\nexport const config = {\n  matcher: ['/b', ...paths, '/c' + 1],\n};\n` +
        `export const middleware = () => new Response('ran');\n`,
    );
    await test().problemsBecome((list) => list.length === 2);
    assert.deepEqual(
      ownProblems().map(({ severity, line, column }) => [severity, line, column]),
      [
        ['error', 3, 19],
        ['error', 3, 29],
      ],
    );
    assert.match(ownProblems()[0]?.message ?? '', /must be a literal/);
    assert.equal(await text('/page.html'), 'ran');
  });

  it('says at its line that a matcher cannot be used', async () => {
    await use(
      `export const config = { matcher: [\n  '^/(a',\n  'api/:path*',\n  '/page.html',\n] };\n` +
        `export const middleware = () => new Response('ran');\n`,
    );
    await test().problemsBecome((list) => list.length === 2);
    assert.deepEqual(
      ownProblems().map(({ severity, line, column }) => [severity, line, column]),
      [
        ['error', 2, 3],
        ['warning', 3, 3],
      ],
    );
    assert.match(ownProblems()[0]?.message ?? '', /"\^\/\(a" cannot be used: .*\/api\/:path\*/);
    assert.match(ownProblems()[1]?.message ?? '', /Write "\/api\/:path\*"/);
    assert.equal(await text('/page.html'), 'ran');
    assert.equal((await echoed('/api/echo')).method, 'GET');
    await use(middlewareOf('context.next()'));
    await test().problemsBecome((list) => list.length === 0);
  });

  it('answers with a page that names the place where it failed', async () => {
    const failing = async (source: string, expected: RegExp, line: number) => {
      await use(source, 'middleware.ts');
      const response = await test().fetch('/page.html');
      assert.equal(response.status, 545);
      const page = await response.text();
      assert.match(page, /middleware\.ts failed/);
      assert.match(page, expected);
      await test().problemsBecome((list) => list.some((one) => expected.test(one.message)));
      const problem = test().problems.find((one) => expected.test(one.message));
      assert.deepEqual(
        [path.basename(problem?.file ?? '') === 'middleware.ts', problem?.line],
        [true, line],
      );
      await test().logged(expected);
    };
    await use(null);
    await failing(
      `interface A { b: 1 }\n\nexport function middleware(): A {\n  throw new Error('no swordfish');\n}\n`,
      /no (•••|swordfish)/,
      4,
    );
    await failing(`\nexport const middleware = () => 5;`, /returned 5 instead of a Response/, 2);
    await failing(`throw new Error('at load');\nexport const middleware = () => 1;`, /at load/, 1);
    await failing(`\n\nexport const middleware = () => new Promise(() => {});`, /within 1\.5 s/, 3);
    await failing(`export function middleware() { for (;;) {} }`, /within 1\.5 s/, 1);
    await use(null, 'middleware.ts');
    assert.equal(await text('/page.html'), 'page');
    await test().problemsBecome((list) => list.length === 0);
  });

  it('answers with what the bundler says for as long as it cannot be built', async () => {
    await use('export function middleware( {');
    const response = await test().fetch('/page.html');
    assert.equal(response.status, 545);
    assert.match(await response.text(), /middleware\.js:\d+:\d+/);
    await use(
      middlewareOf('new Response("built")', 'export const config = { matcher: "/page.html" };'),
    );
    assert.equal(await text('/page.html'), 'built');
    await use('export function middleware( {');
    await test().problemsBecome((list) => list.length > 0);
    assert.equal((await test().fetch('/page.html')).status, 545);
    // What the matcher was when it could last be read still counts.
    assert.equal((await echoed('/echo')).method, 'GET');
  });

  it('leaves a body that is too large to the function that would have it', async () => {
    await use(middlewareOf('next()'));
    const body = 'x'.repeat(2 * 1024 * 1024);
    const response = await test().fetch('/echo', { method: 'POST', body });
    assert.equal(response.status, 413);
    assert.match(await response.text(), /^The body of the request to edge-functions\/echo\.js is/);
  });

  it('keeps the problems of function and middleware apart', async () => {
    await use(`
      export function middleware({ waitUntil, next }) {
        waitUntil(Promise.reject(new Error('of middleware')));
        return next({ headers: { 'content-type': 'text/css' } });
      }`);
    const response = await test().fetch('/throws');
    assert.equal(response.status, 545);
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
    assert.match(await response.text(), /of function/);
    const fits = (file: string, message: RegExp) =>
      test().problems.some((one) => path.basename(one.file) === file && message.test(one.message));
    await test().problemsBecome(
      () => fits('middleware.js', /of middleware/) && fits('throws.js', /of function/),
    );
  });

  it('leaves alone what is not of the platform', async () => {
    await use('export const onRequest = () => new Response("other");');
    assert.equal(await text('/page.html'), 'page');
    await test().problemsBecome((list) =>
      list.some(({ message }) => message.includes('exports no function "middleware"')),
    );
    await use(middlewareOf('new Response("ours")'));
    assert.equal(await text('/page.html'), 'ours');
    await test().save({ 'package.json': '{"dependencies":{"next":"16"}}' });
    await test().logged(/middleware\.js is left to Next\.js/);
    assert.equal(await text('/page.html'), 'page');
    await test().save({ 'package.json': '{"name":"none"}' });
    assert.equal(await text('/page.html'), 'ours');
  });

  it('comes before the rules of edgeone.json', async () => {
    const rules = {
      redirects: [{ source: '/moved', destination: '/page.html', statusCode: 301 }],
      rewrites: [{ source: '/file', destination: '/page.html' }],
      headers: [{ source: '/go', headers: [{ key: 'x-rule', value: 'yes' }] }],
    };
    await test().save({
      'edgeone.json': JSON.stringify(rules),
      'middleware.js': middlewareOf(
        `context.rewrite(new URL(context.request.url).searchParams.get('to'))`,
        `export const config = { matcher: ['/go', '/moved'] };`,
      ),
    });
    const redirected = await test().raw('/go?to=/moved');
    assert.deepEqual([redirected.status, redirected.headers.location], [301, '/page.html']);
    const file = await test().raw('/moved?to=/file');
    assert.deepEqual([file.status, file.body], [200, 'page']);
    // Header rules are for the path that was asked for.
    assert.equal((await test().raw('/go?to=/file')).headers['x-rule'], 'yes');
    await test().save({ 'edgeone.json': null });
  });

  it('imports packages and files, which are watched', async () => {
    await test().save({
      'lib/word.ts': 'export const word: string = "one";',
      'middleware.js': `import { word } from './lib/word';\n${middlewareOf('new Response(word)')}`,
    });
    assert.equal(await text('/page.html'), 'one');
    await test().save({ 'lib/word.ts': 'export const word: string = "two";' });
    assert.equal(await text('/page.html'), 'two');
  });

  it('is not served where the project itself is', async () => {
    await use(middlewareOf('context.next()'));
    await test().save({ 'edgeone.json': '{"outputDirectory":"."}' });
    const seen: readonly RawResponse[] = [
      await test().raw('/middleware.js'),
      await test().raw('/public/page.html'),
    ];
    assert.deepEqual(
      seen.map(({ status, body }) => [status, body]),
      [
        [404, 'Nothing is found at /middleware.js.\n'],
        [200, 'page'],
      ],
    );
  });
});
