import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as http from 'node:http';
import type * as net from 'node:net';
import type { RunRequest } from '../../../src/ui/services';
import { bodyText } from '../../../src/ui/functions/bodyText';
import { SendError, sendRequest } from '../../../src/ui/functions/sendRequest';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

describe('sendRequest', () => {
  let server: http.Server;
  let url: string;
  let seen: Seen;
  let answer: (response: http.ServerResponse) => void;

  before(async () => {
    server = http.createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        const { method = '', url: path = '', rawHeaders } = request;
        seen = { method, url: path, rawHeaders, body: Buffer.concat(chunks).toString() };
        answer(response);
      })();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://localhost:${(server.address() as net.AddressInfo).port}`;
  });

  beforeEach(() => {
    answer = (response) => response.end('ok');
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (request: RunRequest, headers: Record<string, string> = {}) =>
    sendRequest({ url, request, headers, bodyBytesMax: 1000 });
  const header = (name: string) =>
    seen.rawHeaders.filter((_, index) => seen.rawHeaders[index - 1]?.toLowerCase() === name);

  it('sends path, Host and headers as given', async () => {
    await send(
      { path: '/a//../b?x=%41', headers: { Host: 'evil.example', 'X-Case': '1', __proto__2: 'y' } },
      { 'x-pages-kv-request': 'id-1' },
    );
    assert.equal(seen.method, 'GET');
    assert.equal(seen.url, '/a//../b?x=%41');
    assert.deepEqual(header('host'), ['evil.example']);
    assert.deepEqual(header('x-case'), ['1']);
    assert.ok(seen.rawHeaders.includes('X-Case'));
    assert.deepEqual(header('x-pages-kv-request'), ['id-1']);
  });

  it('sets its own headers over those of the request, whatever their case', async () => {
    await send(
      { path: '/', headers: { 'X-Pages-KV-Node': 'a', 'Content-Length': '99' } },
      { 'x-pages-kv-node': 'b' },
    );
    assert.deepEqual(header('x-pages-kv-node'), ['b']);
    assert.deepEqual(header('content-length'), []);
  });

  it('sends a body with every method, whatever length the request claims', async () => {
    for (const method of ['POST', 'DELETE', 'GET']) {
      await send({ path: '/', method, body: 'é', headers: { 'content-length': '99' } });
      assert.equal(seen.body, 'é');
      assert.deepEqual(header('content-length'), ['2']);
    }
  });

  it('keeps repeated headers apart and in order', async () => {
    answer = (response) => {
      response.writeHead(418, ['Set-Cookie', 'a=1', 'X-B', '2', 'set-cookie', 'c=3']);
      response.end(Buffer.from([0xff, 0x00]));
    };
    const response = await send({ path: '/' });
    assert.equal(response.status, 418);
    const own = response.headers.filter(([name]) => /^(set-cookie|x-b)$/i.test(name));
    assert.deepEqual(own, [
      ['Set-Cookie', 'a=1'],
      ['X-B', '2'],
      ['set-cookie', 'c=3'],
    ]);
    assert.deepEqual(bodyText(response.body), { body: '/wA=', encoding: 'base64' });
  });

  it('gives text as text, a byte order mark included', () => {
    const text = '\ufeff键 \u0000';
    assert.deepEqual(bodyText(Buffer.from(text)), { body: text, encoding: 'utf8' });
  });

  it('stops at a body that is too large', async () => {
    answer = (response) => response.end('x'.repeat(1001));
    await assert.rejects(
      send({ path: '/' }),
      (error) => error instanceof SendError && error.fault === 'tooLarge',
    );
    answer = (response) => response.end('x'.repeat(1000));
    assert.equal((await send({ path: '/' })).body.length, 1000);
  });

  it('refuses CONNECT', async () => {
    await assert.rejects(send({ path: '/', method: 'connect' }), SendError);
  });

  it('gives up where the signal says so, also in the midst of the body', async () => {
    const controller = new AbortController();
    answer = (response) => {
      response.write('x');
      controller.abort();
    };
    const { signal } = controller;
    await assert.rejects(
      sendRequest({ url, request: { path: '/' }, headers: {}, bodyBytesMax: 10, signal }),
      { name: 'AbortError' },
    );
  });

  it('rejects where the host ends before it has answered', async () => {
    answer = (response) => response.destroy();
    await assert.rejects(send({ path: '/' }), { code: 'ECONNRESET' });
    answer = (response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('x', () => response.destroy());
    };
    await assert.rejects(send({ path: '/' }), { code: 'ECONNRESET' });
  });
});
