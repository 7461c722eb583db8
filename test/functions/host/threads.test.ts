import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testSettings, useTestHost } from './useTestHost';

describe('threads of functions', () => {
  const test = useTestHost({
    'edge-functions/waits.js': `
      export const onRequest = ({ request }) => fetch(new URL(request.url).searchParams.get('on'));`,
    'edge-functions/context.js': `
      export const onRequest = (context) => {
        const { eo, ...others } = context;
        context.request = 'another';
        return Response.error === undefined ? null : new Response(JSON.stringify({
          keys: Object.keys(context), method: others.request.method, now: context.request,
        }));
      };`,
    'edge-functions/late.js': `
      export const onRequest = ({ waitUntil }) => {
        waitUntil(my_kv.put('late', 'done'));
        return new Response(new Uint8Array([1, 2, 3]).subarray(1));
      };`,
  });

  it('are made for requests that wait for something else than the processor', async function () {
    this.timeout(60_000);
    await test().host.api.configure({ ...testSettings, timeoutMs: 50_000 });
    const together = 12;
    const held: ServerResponse[] = [];
    const upstream = createServer((_request, response) => {
      held.push(response);
      // None is answered before all are there, so that each needs a thread of its own.
      if (held.length === together) for (const one of held) one.end('met');
    });
    await once(upstream.listen(0, '127.0.0.1'), 'listening');
    const { port } = upstream.address() as AddressInfo;
    try {
      const asked = Array.from({ length: together }, async () => {
        const response = await test().fetch(`/waits?on=http://127.0.0.1:${port}/`);
        return response.text();
      });
      assert.deepEqual(new Set(await Promise.all(asked)), new Set(['met']));
    } finally {
      upstream.close();
      await test().host.api.configure(testSettings);
    }
  });

  it('give each request a context that is its own', async () => {
    const context = (await (await test().fetch('/context')).json()) as object;
    const keys = ['request', 'params', 'env', 'waitUntil', 'eo'];
    assert.deepEqual(context, { keys, method: 'GET', now: 'another' });
  });

  it('send an answer before what outlives it is done, and only its part of a buffer', async () => {
    const response = await test().fetch('/late');
    assert.deepEqual([...new Uint8Array(await response.arrayBuffer())], [2, 3]);
    const id = response.headers.get('x-pages-kv-request') ?? '';
    const trace = await test().host.api.trace(id);
    assert.deepEqual(
      trace?.operations.map(({ op, key }) => `${op} ${key}`),
      ['put late'],
    );
  });
});
