import assert from 'node:assert/strict';
import path from 'node:path';
import type { RequestTrace } from '../../../src/rpc/hostApi';
import { testSettings, useTestHost } from './useTestHost';

describe('what is known of a request', () => {
  const test = useTestHost(
    {
      'edge-functions/echo.js':
        'export const onRequest = async ({ request }) => new Response(await request.text());',
      'edge-functions/many.js': `
        export async function onRequest() {
          for (let n = 0; n < 1100; n++) await my_kv.get('k' + n);
          return new Response('done');
        }`,
      'edge-functions/long.js': `
        export async function onRequest() {
          await my_kv.get('x'.repeat(1e6));
          return new Response('done');
        }`,
      'edge-functions/throws.js': `
        export const onRequest = () => {
          throw new Error('first');
        };`,
      'public/page.html': 'page',
      'public/404.html': 'not here',
    },
    () => 18_288,
  );

  async function traced(target: string, init?: RequestInit): Promise<RequestTrace> {
    const response = await test().fetch(target, init);
    await response.arrayBuffer();
    const id = response.headers.get('x-pages-kv-request') ?? assert.fail('no id');
    return (await test().host.api.trace(id)) ?? assert.fail('no trace');
  }

  it('tells who asked: by a header of its own, else by address and browser', async () => {
    const named = await traced('/echo', { headers: { 'x-pages-kv-client': 'ann' } });
    assert.equal(named.client, 'ann');
    const agent = await traced('/echo', { headers: { 'user-agent': 'browser' } });
    assert.equal(agent.client, '127.0.0.1 browser');
  });

  it('names the request in the response, under the id that the client gave', async () => {
    const headers = { 'x-pages-kv-request': 'mine' };
    assert.equal((await traced('/echo', { headers })).id, 'mine');
    const [one, other] = [await traced('/echo'), await traced('/echo')];
    assert.notEqual(one.id, other.id);
  });

  it('traces functions, files and what is not there', async () => {
    const facts = async (target: string) => {
      const { method, path: asked, status, node, route, file } = await traced(target);
      return { method, path: asked, status, node, route, file };
    };
    const common = { method: 'GET', node: 'singapore' };
    const echo = { status: 200, route: '/echo', file: undefined };
    assert.deepEqual(await facts('/echo?a=b'), { ...common, path: '/echo?a=b', ...echo });
    const file = path.join(test().folder, 'public', 'page.html');
    const page = { path: '/page', status: 200, route: undefined, file };
    assert.deepEqual(await facts('/page'), { ...common, ...page });
    const missing = { path: '/none', status: 404, route: undefined, file: undefined };
    assert.deepEqual(await facts('/none'), { ...common, ...missing });
  });

  it('keeps the first 1,000 operations and counts the others', async function () {
    this.timeout(60_000);
    await test().host.api.configure({ ...testSettings, timeoutMs: 50_000 });
    const { operations, operationsLeftOut } = await traced('/many');
    await test().host.api.configure(testSettings);
    assert.equal(operations.length, 1000);
    assert.equal(operations[999]?.key, 'k999');
    assert.equal(operationsLeftOut, 100);
  });

  it('keeps the beginning of a key that is no key', async () => {
    const [operation] = (await traced('/long')).operations;
    assert.equal(operation?.key.length, 1001);
  });

  it('names the first error with its place', async () => {
    const { failure, status } = await traced('/throws');
    const file = path.join(test().folder, 'edge-functions', 'throws.js');
    assert.equal(status, 545);
    assert.equal(failure?.message, 'Error: first');
    assert.deepEqual(failure?.place, { file, line: 3, column: 17 });
  });

  it('keeps what was asked, without our own headers', async () => {
    const headers = { 'x-own': 'a', 'x-pages-kv-node': 'frankfurt', 'x-pages-kv-request': 'asked' };
    const body = new Uint8Array([0, 255, 1]);
    const { bodyBytes } = await traced('/echo', { method: 'POST', headers, body });
    assert.equal(bodyBytes, 3);
    const asked = (await test().host.api.asked('asked')) ?? assert.fail();
    assert.deepEqual([...(asked.body ?? [])], [0, 255, 1]);
    const names = asked.headers.map(([name]) => name.toLowerCase());
    assert.ok(names.includes('x-own'));
    assert.deepEqual(
      names.filter((name) => name.startsWith('x-pages-kv')),
      [],
    );
    assert.equal(await test().host.api.asked('unknown'), null);
  });

  it('keeps the body of a request that no function took', async () => {
    const headers = { 'x-pages-kv-request': 'early' };
    assert.equal((await traced('/later', { method: 'POST', headers, body: 'hi' })).status, 404);
    const asked = (await test().host.api.asked('early')) ?? assert.fail();
    assert.equal(Buffer.from(asked.body ?? []).toString(), 'hi');
  });

  it('says that a body was too large to be kept', async () => {
    const headers = { 'x-pages-kv-request': 'large' };
    const body = 'x'.repeat(1024 * 1024 + 1);
    const trace = await traced('/echo', { method: 'POST', headers, body });
    assert.deepEqual([trace.status, trace.bodyBytes], [413, undefined]);
    assert.equal((await test().host.api.asked('large'))?.bodyMissing, 'tooLarge');
  });
});
