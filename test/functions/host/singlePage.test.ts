import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { useTestHost } from './useTestHost';

describe('a single-page app', () => {
  const test = useTestHost(
    {
      'dist/index.html': 'app',
      'dist/assets/a.js': 'script',
      'edge-functions/api/x.js': `
        export const onRequest = () => new Response('function');`,
      'edge-functions/files/[[rest]].js': `
        export const onRequest = ({ request }) => fetch(request);`,
    },
    () => 18_688,
  );

  const ask = async (target: string, method = 'GET'): Promise<string> => {
    const { status, body } = await test().raw(target, {}, method);
    return `${status} ${body}`.trim();
  };
  /** Files that are served are looked for with each request, so nothing is loaded anew. */
  const publish = (name: string, text: string): void => {
    const file = path.join(test().folder, 'dist', name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  const withdraw = (name: string): void => {
    fs.rmSync(path.join(test().folder, 'dist', name), { recursive: true });
  };
  const follow = (rewrites: readonly unknown[]) =>
    test().save({ 'edgeone.json': JSON.stringify({ rewrites }) });
  const answers = async (expected: Readonly<Record<string, string>>): Promise<void> => {
    for (const [target, answer] of Object.entries(expected)) {
      assert.equal(await ask(target), answer, target);
    }
  };
  const app = {
    '/': '200 app',
    '/dashboard': '200 app',
    '/a/b/c': '200 app',
    '/assets/none.js': '200 app',
    '/assets/a.js': '200 script',
    '/api/x': '200 function',
    '/files/any': '200 app',
  };

  it('is not guessed: what is not there is not found, and the log tells what to write', async () => {
    assert.match(await ask('/dashboard'), /^404 Nothing is found/);
    await test().logged(/at \/dashboard\. The only page is index\.html.*"\/\*" to "\/index\.html"/);
    assert.match(await ask('/other'), /^404 Nothing is found/);
    assert.equal(await ask('/api/x'), '200 function');
    const told = test().logs.filter(({ text }) => text.startsWith('Nothing is found'));
    assert.equal(told.length, 1);
  });

  it('has 404.html instead, where there is one', async () => {
    publish('404.html', 'not here');
    assert.equal(await ask('/dashboard'), '404 not here');
    assert.equal(await ask('/dashboard', 'POST'), '404 not here');
    await follow([{ src: '/.*', dest: '/index.html' }]);
    assert.equal(await ask('/dashboard'), '404 not here');
    await follow([{ src: '/dash.*', dest: '/index.html' }]);
    assert.equal(await ask('/dashboard'), '200 app');
    assert.equal(await ask('/other'), '404 not here');
    withdraw('404.html');
  });

  for (const [name, rule] of [
    ['{src, dest}', { src: '/.*', dest: '/index.html' }],
    ['/*', { source: '/*', destination: '/index.html' }],
  ] as const) {
    it(`is written as a rewrite of ${name} beside other pages, also as the first one`, async () => {
      publish('about.html', 'about');
      publish('files/b.txt', 'b');
      await follow([rule, { source: '/old/*', destination: '/files/:splat' }]);
      await answers({ ...app, '/about': '200 about' });
      assert.equal(await ask('/old/b.txt'), name === '/*' ? '200 app' : '200 b');
      assert.match(await ask('/dashboard', 'POST'), /^404 Nothing is found/);
      assert.equal(await ask('/api/x', 'POST'), '200 function');
      assert.deepEqual(test().problems, []);
      withdraw('about.html');
      withdraw('files');
      await test().save({ 'edgeone.json': null });
    });
  }
});
