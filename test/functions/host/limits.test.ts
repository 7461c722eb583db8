import assert from 'node:assert/strict';
import http from 'node:http';
import { platformLimits, type FunctionLimits } from '../../../src/rpc/hostApi';
import { testSettings, useTestHost } from './useTestHost';

const spin = (ms: number): string =>
  `const end = performance.now() + ${ms}; while (performance.now() < end);`;

describe('limits of functions', () => {
  const test = useTestHost({
    'edge-functions/quick.js': 'export const onRequest = () => new Response("quick");',
    'edge-functions/busy.js': `
      export const onRequest = () => { ${spin(400)} return new Response('busy'); };`,
    'edge-functions/waits.js': `
      export const onRequest = async () => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        return new Response('waited');
      };`,
    'edge-functions/endless.js': 'export const onRequest = () => { for (;;); };',
    'edge-functions/hoards.js': `
      export const onRequest = () => { const kept = []; for (;;) kept.push({ text: kept.length + '' }); };`,
    'edge-functions/body.js':
      'export const onRequestPost = async ({ request }) => new Response(await request.text());',
    'edge-functions/large.js': `
      const large = ${JSON.stringify('x'.repeat(20_000))};
      export const onRequest = () => new Response(String(large.length));`,
  });

  afterEach(() => test().host.api.configure(testSettings));

  const limit = (limits: Partial<FunctionLimits>, timeoutMs = testSettings.timeoutMs) =>
    test().host.api.configure({
      ...testSettings,
      timeoutMs,
      limits: { ...platformLimits, ...limits },
    });
  const text = async (path: string, init?: RequestInit): Promise<string> =>
    (await test().fetch(path, init)).text();

  it('warn of too much CPU, at the function, but not of waiting', async () => {
    assert.equal(await text('/waits'), 'waited');
    assert.equal(await text('/busy'), 'busy');
    await test().problemsBecome((list) => list.length > 0);
    const [problem] = test().problems;
    assert.equal(test().problems.length, 1);
    assert.match(problem?.file ?? '', /busy\.js$/);
    assert.equal(problem?.severity, 'warning');
    const words = /edge-functions\/busy\.js used (\d+) ms of CPU; .* 200 ms .*functions\.cpuLimit/;
    const [, usedMs] = words.exec(problem.message) ?? [];
    assert.ok(Number(usedMs) > 200, problem.message);
    await test().logged(words);
  });

  it('stop a function that uses too much CPU where that is enforced, and no other', async () => {
    await limit({ cpu: 'enforce' }, 60_000);
    const stopped = test().fetch('/endless');
    assert.equal(await text('/waits'), 'waited');
    assert.equal(await text('/quick'), 'quick');
    const response = await stopped;
    assert.equal(response.status, 545);
    assert.match(await response.text(), /endless\.js used more than 200 ms of CPU and was stopped/);
  });

  it('say nothing of CPU where that is off', async () => {
    await limit({ cpu: 'off' });
    const before = test().logs.length;
    assert.equal(await text('/busy'), 'busy');
    // The end of a later request tells that the one before is over.
    assert.equal(await text('/quick'), 'quick');
    assert.deepEqual(test().logs.slice(before), []);
  });

  it('stop a function that takes too much memory, by a bound that can be set', async function () {
    this.timeout(60_000);
    await limit({ memoryMegabytes: 32, cpu: 'off' }, 50_000);
    const response = await test().fetch('/hoards');
    assert.equal(response.status, 545);
    assert.match(
      await response.text(),
      /hoards\.js used more than 32 MB of memory and was stopped .*functions\.memoryLimit/,
    );
    assert.equal(await text('/quick'), 'quick');
  });

  it('refuse a body that is too large, whether its length is told or not', async () => {
    await limit({ bodyBytes: 1000 });
    const post = (body: BodyInit): Promise<Response> =>
      test().fetch('/body', { method: 'POST', body, duplex: 'half' } as RequestInit);
    assert.equal(await (await post('x'.repeat(1000))).text(), 'x'.repeat(1000));
    const refused = await post('x'.repeat(1001));
    assert.equal(refused.status, 413);
    assert.match(
      await refused.text(),
      /edge-functions\/body\.js is larger than 1000 bytes .*functions\.bodyLimit/,
    );
    let left = 30;
    const untold = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (left-- > 0) controller.enqueue(new Uint8Array(100));
        else controller.close();
      },
    });
    assert.equal((await post(untold)).status, 413);
  });

  it('refuse code that is too large until the limit is raised', async () => {
    await limit({ bundleBytes: 10_000 });
    await test().problemsBecome((list) => list.length === 1);
    const { file, message } = test().problems[0] ?? assert.fail();
    assert.match(file, /large\.js$/);
    assert.match(message, /has \d{5} bytes .* limit is 10000 bytes .*functions\.bundleLimit/);
    await limit({});
    await test().problemsBecome((list) => list.length === 0);
    assert.equal(await text('/large'), '20000');
  });

  it('hold a thousand connections that are kept open', async function () {
    this.timeout(60_000);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1000 });
    const get = (): Promise<number> =>
      new Promise((resolve, reject) => {
        http
          .get(`${test().host.url}/quick`, { agent }, (response) => {
            response.resume().once('end', () => {
              resolve(response.statusCode ?? 0);
            });
          })
          .once('error', reject);
      });
    try {
      for (let round = 0; round < 2; round++) {
        const statuses = await Promise.all(Array.from({ length: 1000 }, get));
        assert.deepEqual(new Set(statuses), new Set([200]));
      }
      const kept = Object.values(agent.freeSockets).flat().length;
      assert.equal(kept, 1000);
    } finally {
      agent.destroy();
    }
  });
});
