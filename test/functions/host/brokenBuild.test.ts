import assert from 'node:assert/strict';
import path from 'node:path';
import { platformLimits } from '../../../src/rpc/hostApi';
import { testSettings, useTestHost } from './useTestHost';

const answers = (text: string): string => `export const onRequest = () => new Response('${text}');`;

describe('a function that no longer builds', () => {
  const test = useTestHost(
    {
      'edge-functions/other.js': answers('other'),
      'edge-functions/own.js': answers('v1'),
      'edge-functions/helped.js': `
        import { help } from '../lib/help';
        export const onRequest = () => new Response(help());`,
      'edge-functions/large.js': `
        const large = ${JSON.stringify('x'.repeat(20_000))};
        export const onRequest = () => new Response(String(large.length));`,
      'later/deep/there.txt': '',
      'lib/help.js': `export const help = () => 'v1';`,
      'public/index.html': 'home',
    },
    () => 18_588,
  );

  const ask = async (target: string): Promise<string> => {
    const response = await test().fetch(target);
    return `${response.status} ${await response.text()}`;
  };
  const limitBundle = (bundleBytes: number) =>
    test().host.api.configure({ ...testSettings, limits: { ...platformLimits, bundleBytes } });

  it('answers with the error, at its place, until it is mended', async () => {
    assert.equal(await ask('/own'), '200 v1');
    const broken = [
      ['export const onRequest = (', /^545 .*own\.js failed\nedge-functions\/own\.js:1:\d+\n/],
      [
        `import './nope';\n${answers('v2')}`,
        /^545 .*\nedge-functions\/own\.js:1:8\nThe file "\.\/nope" cannot/,
      ],
      [`import 'node:fs';\n${answers('v2')}`, /^545 .*\n.*\n"node:fs" is not available/],
    ] as const;
    for (const [text, page] of broken) {
      const before = test().logs.length;
      await test().save({ 'edge-functions/own.js': text });
      assert.match(await ask('/own'), page);
      assert.equal(await ask('/other'), '200 other');
      // A change elsewhere mends nothing.
      await test().save({ 'edge-functions/new.js': answers('new') });
      await test().save({ 'edge-functions/new.js': null });
      assert.match(await ask('/own'), page);
      assert.deepEqual(
        test().problems.map(({ file, severity }) => [path.basename(file), severity]),
        [['own.js', 'error']],
      );
      const lines = test().logs.slice(before);
      const summaries = lines.filter(({ text: line }) => line.startsWith('Routes loaded'));
      assert.equal(summaries.length, 3);
      for (const { level, text: line } of summaries) {
        assert.equal(level, 'warn');
        assert.match(line, /^Routes loaded: \d, with errors: 1\. /);
      }
    }
    await test().save({ 'edge-functions/own.js': answers('v3') });
    assert.equal(await ask('/own'), '200 v3');
    assert.deepEqual(test().problems, []);
    assert.equal(test().logs.at(-1)?.text, 'Routes loaded: 4.');
  });

  it('is one too where what it imports has broken, whichever is saved first', async () => {
    assert.equal(await ask('/helped'), '200 v1');
    await test().save({ 'lib/help.js': 'export const help = () =>' });
    assert.match(
      await ask('/helped'),
      /^545 545: .*edge-functions\/helped\.js failed\nlib\/help\.js:1:\d+\n/,
    );
    await test().save({ 'lib/help.js': `export const help = () => 'v2';` });
    assert.equal(await ask('/helped'), '200 v2');
    await test().save({ 'lib/help.js': null });
    assert.match(
      await ask('/helped'),
      /^545 .*\n.*helped\.js:2:\d+\nThe file "\.\.\/lib\/help" cannot/,
    );
    await test().save({ 'lib/help.js': `export const help = () => 'v3';` });
    assert.equal(await ask('/helped'), '200 v3');
  });

  it('is mended by the file that it misses, wherever that appears', async () => {
    await test().save({
      'edge-functions/early.js': `
        import { late } from '../later/deep/late';
        export const onRequest = () => new Response(late);`,
    });
    assert.match(await ask('/early'), /^545 .*\n.*\nThe file "\.\.\/later\/deep\/late" cannot/);
    await test().save({ 'later/deep/late.js': `export const late = 'came';` });
    assert.equal(await ask('/early'), '200 came');
    await test().save({ 'edge-functions/early.js': null, later: null });
  });

  it('is one where its code is above the limit, from the moment the limit is set', async () => {
    assert.equal(await ask('/large'), '200 20000');
    await limitBundle(10_000);
    assert.match(
      await ask('/large'),
      /^545 .*\n.*\nThis function has \d+ bytes .* limit is 10000 bytes/,
    );
    assert.equal(await ask('/own'), '200 v3');
    await limitBundle(30_000);
    assert.equal(await ask('/large'), '200 20000');
    await test().save({
      'edge-functions/large.js': `
        const large = ${JSON.stringify('x'.repeat(40_000))};
        export const onRequest = () => new Response(String(large.length));`,
    });
    assert.match(
      await ask('/large'),
      /^545 .*\n.*\nThis function has \d+ bytes .* limit is 30000 bytes/,
    );
    await test().host.api.configure(testSettings);
    assert.equal(await ask('/large'), '200 40000');
  });

  it('is a middleware too: nothing behind it answers meanwhile', async () => {
    await test().save({
      'middleware.js': `
        export const config = { matcher: ['/own'] };
        export const middleware = ({ next }) => next();`,
    });
    assert.equal(await ask('/own'), '200 v3');
    await test().save({ 'middleware.js': 'export const middleware = ({ next }) =>' });
    assert.match(await ask('/own'), /^545 .*middleware\.js failed/);
    assert.equal(await ask('/other'), '200 other');
    await test().save({ 'middleware.js': null });
    assert.equal(await ask('/own'), '200 v3');
  });
});
