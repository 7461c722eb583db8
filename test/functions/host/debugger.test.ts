import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { openDebugClient, type DebugClient } from '../../support/debugClient';
import { testSettings, useTestHost } from './useTestHost';

const timeoutMs = testSettings.timeoutMs;
const longerThanTimeout = () => new Promise((resolve) => setTimeout(resolve, timeoutMs + 300));

describe('function host and a debugger', () => {
  const test = useTestHost(
    {
      'edge-functions/halts.ts': `
        import { twice } from '../lib/twice';
        interface Unused { a: 1 }
        export async function onRequest() {
          const answer: number = twice(21);
          debugger;
          return new Response(String(answer));
        }`,
      'lib/twice.ts': 'export const twice = (n: number): number => n * 2;\n',
      'edge-functions/streams.js': `
        const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export const onRequest = () => new Response(new ReadableStream({
          async start(controller) {
            controller.enqueue(new TextEncoder().encode('early '));
            await pause(100);
            debugger;
            controller.enqueue(new TextEncoder().encode('late'));
            controller.close();
          } }));`,
      'edge-functions/throws.js': `export function onRequest() { throw new Error('sync'); }`,
      'edge-functions/rejects.js': `
        export async function onRequest() { await null; throw new Error('async'); }`,
      'edge-functions/catches.js': `
        export async function onRequest() {
          try { await Promise.reject(new Error('caught')); } catch { return new Response('fine'); }
        }`,
      'edge-functions/plain.js': `export const onRequest = () => new Response('plain');`,
      'edge-functions/spins.js': `export const onRequest = () => { for (;;); };`,
    },
    () => 18_188,
  );

  let client: DebugClient;

  async function attach(pauseOnExceptions?: string): Promise<void> {
    const { address } = await test().host.api.openDebugger();
    client = await openDebugClient(address, pauseOnExceptions);
    await test().host.api.debuggerAttached();
  }

  async function detach(): Promise<void> {
    await client.close();
    await test().host.api.closeDebugger();
  }

  const clock = () => test().emulator.api.clock();
  const held = async () => {
    while (!(await clock()).held) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const released = async () => {
    while ((await clock()).held) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  describe('that is attached', () => {
    before(() => attach());
    after(() => detach());

    it('gives code with a source map that names its sources', async () => {
      assert.equal(await (await test().fetch('/plain')).text(), 'plain');
      const halt = client.halt();
      const answer = test().fetch('/halts');
      (await halt).resume();
      assert.equal(await (await answer).text(), '42');
      const script = client.scripts.filter(({ url }) => url.startsWith('edge-function:')).at(-1);
      const data = script?.sourceMapURL.split('base64,')[1] ?? '';
      const map = JSON.parse(Buffer.from(data, 'base64').toString()) as { sources: string[] };
      const files = map.sources.map((source) => fileURLToPath(source)).sort();
      const expected = ['edge-functions/halts.ts', 'lib/twice.ts'];
      assert.deepEqual(
        files,
        expected.map((name) => path.join(test().folder, name)),
      );
    });

    // V8 crashes where a debugger asks something of a context that has just been collected.
    it('finds no context on a thread but that of the functions', async () => {
      assert.equal(await (await test().fetch('/plain')).text(), 'plain');
      assert.notEqual(client.contexts.length, 0);
      assert.deepEqual(client.contexts, [...new Set(client.contexts)]);
    });

    it('waits for a function that stands still, and so does simulated time', async () => {
      const answer = test().fetch('/halts');
      const halt = await client.halt();
      assert.equal(await halt.evaluate('answer'), 42);
      await held();
      const before = await clock();
      await longerThanTimeout();
      assert.equal((await clock()).nowMs, before.nowMs);
      assert.equal(await (await test().fetch('/plain')).text(), 'plain');
      halt.resume();
      assert.equal(await (await answer).text(), '42');
      await released();
      const { nowMs, offsetMs } = await clock();
      assert.ok(nowMs - before.nowMs < timeoutMs, 'it goes on from where it stood');
      assert.ok(offsetMs < -timeoutMs);
    });

    it('waits in the middle of a body', async () => {
      const response = await test().fetch('/streams');
      const halt = await client.halt();
      await longerThanTimeout();
      await longerThanTimeout();
      halt.resume();
      assert.equal(await response.text(), 'early late');
    });

    it('goes on stopping functions that spin', async () => {
      const response = await test().fetch('/spins');
      assert.equal(response.status, 545);
      assert.equal(await (await test().fetch('/plain')).text(), 'plain');
    });

    it('keeps to what was saved last', async () => {
      await test().save({
        'edge-functions/halts.ts':
          'export const onRequest = () => { const n = 7; debugger; return new Response("new"); }',
      });
      const answer = test().fetch('/halts');
      const halt = await client.halt();
      assert.equal(await halt.evaluate('n'), 7);
      halt.resume();
      assert.equal(await (await answer).text(), 'new');
    });
  });

  describe('that stops at uncaught exceptions', () => {
    before(() => attach('uncaught'));
    after(() => detach());

    for (const [route, message] of [
      ['/throws', 'sync'],
      ['/rejects', 'async'],
    ] as const) {
      it(`halts where ${route} throws, and then answers as ever`, async () => {
        const answer = test().fetch(route, { headers: { accept: 'application/json' } });
        const halt = await client.halt();
        assert.equal(halt.callFrames[0]?.functionName, 'onRequest');
        assert.match(halt.reason, /exception|promiseRejection/);
        halt.resume();
        const response = await answer;
        assert.equal(response.status, 545);
        assert.match(await response.text(), new RegExp(message));
      });
    }

    it('does not halt where somebody catches', async () => {
      assert.equal(await (await test().fetch('/catches')).text(), 'fine');
    });
  });

  describe('that goes', () => {
    it('leaves a halted request to go on, and later ones alone', async () => {
      await attach();
      const answer = test().fetch('/halts');
      await client.halt();
      await client.close();
      await test().host.api.closeDebugger();
      assert.equal(await (await answer).text(), 'new');
      await released();
      assert.equal(await (await test().fetch('/halts')).text(), 'new');
    });

    it('never keeps the host from ending, nor time from going on', async () => {
      await attach();
      void test()
        .fetch('/halts')
        .catch(() => undefined);
      await client.halt();
      await held();
      const beginMs = performance.now();
      await test().host.stop();
      assert.ok(performance.now() - beginMs < 2500, 'it was not killed');
      assert.deepEqual((await test().host.exited).signal, null);
      await released();
      await client.close();
    });
  });
});
