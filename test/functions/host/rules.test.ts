import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { testSettings, useTestHost } from './useTestHost';

const header = (key: string, value: string) => ({ key, value });

const settings = {
  outputDirectory: './site',
  redirects: [
    { source: '/old/*', destination: '/new/:splat', statusCode: 301 },
    { source: '/out/:id', destination: 'https://example.com/:id', statusCode: 307 },
    { source: '/up/*', destination: '/:splat', statusCode: 302 },
  ],
  rewrites: [
    { source: '/assets/*', destination: '/files/:splat' },
    { source: '/secret', destination: '/../edgeone.json' },
    { source: '/item/7', destination: '/seven.txt' },
  ],
  headers: [
    { source: '/*', headers: [header('X-Frame-Options', 'DENY'), header('x-rule', 'all')] },
    {
      source: '/own',
      headers: [header('x-own', 'rule'), header('Set-Cookie', 'c=3'), header('server-timing', 'r')],
    },
    { source: '*.css', headers: [header('x-style', 'yes')] },
    { source: '/files/*', headers: [header('Cache-Control', 'max-age=31536000')] },
    { source: '/assets/*', headers: [header('content-type', 'text/x-asset')] },
    { source: '/throws', headers: [header('content-type', 'application/json')] },
  ],
};

describe('rules of edgeone.json', () => {
  const test = useTestHost(
    {
      'edgeone.json': JSON.stringify(settings),
      'edge-functions/own.js': `
        export const onRequest = ({ request }) => {
          const headers = new Headers({ 'x-own': 'function', 'x-url': request.url });
          headers.append('set-cookie', 'a=1'); headers.append('set-cookie', 'b=2');
          return new Response('own', { headers });
        };`,
      'edge-functions/throws.js': 'export const onRequest = () => { throw new Error("no"); };',
      'edge-functions/item/[id].js': `
        export const onRequest = ({ request, params }) =>
          new Response(request.method + ' ' + params.id + ' ' + new URL(request.url).pathname);`,
      'edge-functions/assets/[[rest]].js':
        'export const onRequest = ({ request }) => new Response(new URL(request.url).pathname);',
      'edge-functions/api.js': 'export const onRequest = () => new Response("api");',
      'site/index.html': 'home',
      'site/about.html': 'about',
      'site/docs/index.html': 'docs',
      'site/docs.html': 'not the docs',
      'site/404.html': 'not here',
      'site/seven.txt': 'seven',
      'site/item/8': 'eight',
      'site/files/a.css': 'a {}',
    },
    () => 18_188,
  );

  const get = async (target: string, method = 'GET') => {
    const { status, headers, body } = await test().raw(target, {}, method);
    return { status, headers, body, location: headers.location };
  };
  const saveSettings = (changed: unknown) =>
    test().save({
      'edgeone.json': typeof changed === 'string' ? changed : JSON.stringify(changed),
    });

  it('redirects before anything else, whatever the method, with the query', async () => {
    const old = await get('/old/a/b?x=1');
    assert.deepEqual([old.status, old.location, old.body], [301, '/new/a/b?x=1', '']);
    const out = await get('/out/5', 'POST');
    assert.deepEqual([out.status, out.location], [307, 'https://example.com/5']);
    assert.equal(out.headers['x-pages-kv-node'], 'singapore');
    assert.equal((await get('/up//evil.example')).location, '/evil.example');
  });

  it('finds files by rewrites, and leaves functions the path that was asked for', async () => {
    const asset = await get('/assets/a.css');
    assert.deepEqual([asset.status, asset.body], [200, 'a {}']);
    assert.equal(asset.headers['x-style'], 'yes');
    assert.equal((await get('/assets/none.css')).body, '/assets/none.css');
    assert.equal((await get('/assets/a.css', 'POST')).body, '/assets/a.css');
    assert.equal((await get('/secret')).status, 404);
  });

  it('says which file was served instead of a function', async () => {
    assert.equal((await get('/item/7')).body, 'seven');
    assert.equal((await get('/item/8')).body, 'eight');
    assert.equal((await get('/item/9')).body, 'GET 9 /item/9');
    for (const file of ['site/seven.txt', 'site/item/8']) {
      await test().logged(new RegExp(`${file} is served instead of edge-functions/item/\\[id\\]`));
    }
    await get('/item/7');
    const told = test().logs.filter(({ text }) => text.includes('site/seven.txt is served'));
    assert.equal(told.length, 1);
  });

  it('finds pages by their name, and the index of a folder first', async () => {
    assert.equal((await get('/about')).body, 'about');
    assert.match((await get('/about')).headers['content-type'] ?? '', /text\/html/);
    assert.equal((await get('/docs')).body, 'docs');
    assert.equal((await get('/docs/')).body, 'docs');
    assert.equal((await get('/about/')).status, 404);
    assert.equal((await get('/index')).status, 404);
    assert.equal((await get('/nothing')).body, 'not here');
  });

  it('sets headers on files, functions, redirects, errors and what is not found', async () => {
    for (const target of ['/', '/own', '/old/a', '/throws', '/nothing', '/item/8']) {
      const { headers } = await get(target);
      assert.deepEqual(
        [target, headers['x-frame-options'], headers['x-rule']],
        [target, 'DENY', 'all'],
      );
    }
    const { headers } = await get('/files/a.css');
    assert.equal(headers['cache-control'], 'max-age=31536000');
    assert.match(headers['content-type'] ?? '', /text\/css/);
    assert.equal((await get('/assets/a.css')).headers['content-type'], 'text/x-asset');
    assert.equal((await get('/assets/a.css')).headers['cache-control'], 'no-cache');
    const cached = await test().raw('/files/a.css', { 'if-none-match': headers.etag });
    assert.deepEqual([cached.status, cached.headers['x-rule']], [304, 'all']);
  });

  it('lets a rule win over a function, and add cookies', async () => {
    const { headers, body } = await get('/own');
    assert.equal(body, 'own');
    assert.equal(headers['x-own'], 'rule');
    assert.deepEqual(headers['set-cookie'], ['a=1', 'b=2', 'c=3']);
    const error = await get('/throws');
    assert.deepEqual(
      [error.status, error.headers['content-type']],
      [545, 'text/plain; charset=utf-8'],
    );
  });

  it('leaves out wrong rules, says so at their places, and follows a change at once', async () => {
    await saveSettings(`{
  "outputDirectory": "site",
  "redirects": [
    { "source": "/first", "destination": "/1", "statusCode": 302 },
    { "source": "/(.*)", "destination": "/2", "statusCode": 302 },
    { "source": "/third", "destination": "/3", "statusCode": 200 }
  ],
  "trailingSlash": false
}`);
    assert.equal((await get('/first')).location, '/1');
    assert.equal((await get('/third')).status, 404);
    assert.equal((await get('/old/a')).status, 404);
    assert.deepEqual(
      [(await get('/docs/?a')).status, (await get('/docs/?a')).location],
      [308, '/docs?a'],
    );
    assert.equal((await get('/own', 'POST')).headers['x-rule'], undefined);
    await test().logged(/^Rule 2 of "redirects" in edgeone\.json is left out: .*character "\("/);
    await test().problemsBecome((list) => list.length === 2);
    const file = path.join(test().folder, 'edgeone.json');
    assert.deepEqual(
      test().problems.map((one) => [one.file, one.line, one.column, one.severity, one.source]),
      [
        [file, 5, 17, 'warning', 'settings'],
        [file, 6, 62, 'warning', 'settings'],
      ],
    );
    await saveSettings({ outputDirectory: 'site', trailingSlash: true });
    assert.deepEqual(
      [(await get('/docs')).location, (await get('/api', 'POST')).location],
      ['/docs/', '/api/'],
    );
    assert.equal((await get('/api/')).body, 'api');
    await test().problemsBecome((list) => list.length === 0);
  });

  it('serves without rules where the file is no JSON, and says where it ends to be', async () => {
    await saveSettings('{\n  "redirects": [,]\n}');
    await test().logged(/edgeone\.json is no valid JSON/);
    await test().problemsBecome((list) => list.length === 1);
    assert.equal(test().problems[0]?.file, path.join(test().folder, 'edgeone.json'));
    assert.equal((await get('/api')).body, 'api');
    fs.rmSync(path.join(test().folder, 'edgeone.json'));
    await test().problemsBecome((list) => list.length === 0);
  });

  it('counts 30 rules, or 100 where the profile is observed', async () => {
    const redirects = Array.from({ length: 101 }, (_, n) => ({
      source: `/r${n + 1}`,
      destination: '/to',
      statusCode: 302,
    }));
    await saveSettings({ outputDirectory: 'site', redirects });
    await test().logged(/"redirects" of edgeone\.json has 101 rules\. The first 30 count/);
    const statuses = async () =>
      Promise.all(
        ['/r30', '/r31', '/r100', '/r101'].map(async (target) => (await get(target)).status),
      );
    assert.deepEqual(await statuses(), [302, 404, 404, 404]);
    await test().host.api.configure({ ...testSettings, profile: 'observed' });
    assert.deepEqual(await statuses(), [302, 302, 302, 404]);
  });
});
