import assert from 'node:assert/strict';
import http from 'node:http';
import fs from 'node:fs';
import { useTestHost } from './useTestHost';

const megabyte = 1024 * 1024;

describe('streams of functions', () => {
  const test = useTestHost({
    'edge-functions/upper.js': `
      export const onRequestPost = ({ request }) => {
        const upper = new TransformStream({
          transform: (chunk, controller) => controller.enqueue(chunk.toUpperCase()),
        });
        return new Response(request.body
          .pipeThrough(new TextDecoderStream())
          .pipeThrough(upper)
          .pipeThrough(new TextEncoderStream()));
      };`,
    'edge-functions/reads.js': `
      export const onRequestPost = async ({ request }) => {
        const read = await request.text().catch((error) => error.message);
        console.log('read: ' + read);
        return new Response(read);
      };`,
    'edge-functions/events.js': `
      export const onRequest = ({ request }) => {
        const events = new ReadableStream({
          async start(controller) {
            const encoder = new TextEncoder();
            request.signal.addEventListener('abort', () => console.log('reader went'));
            while (!request.signal.aborted) {
              const next = await my_kv.get('event');
              if (next) {
                await my_kv.delete('event');
                controller.enqueue(encoder.encode('data: ' + next + '\\n\\n'));
              } else await new Promise((resolve) => setTimeout(resolve, 5));
            }
          },
        });
        return new Response(events, { headers: { 'content-type': 'text/event-stream' } });
      };`,
    'edge-functions/huge.js': `
      export const onRequest = ({ request }) => {
        const megabytes = Number(new URL(request.url).searchParams.get('megabytes'));
        let sent = 0;
        return new Response(new ReadableStream({
          pull(controller) {
            if (sent++ === megabytes) controller.close();
            else controller.enqueue(new Uint8Array(${megabyte}).fill(sent % 251));
          },
        }));
      };`,
  });

  /** A request whose body is written piece by piece, and the pieces of its answer. */
  function open(path: string): {
    request: http.ClientRequest;
    response: Promise<{ next(): Promise<string> }>;
  } {
    const request = http.request(test().host.url + path, { method: 'POST' });
    request.flushHeaders();
    const response = new Promise<http.IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
    }).then((came) => {
      const chunks = came[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      return {
        async next() {
          const next = await chunks.next();
          return next.done ? 'end' : String(next.value);
        },
      };
    });
    return { request, response };
  }

  it('reach the function while the client still writes, and the client while it still reads', async () => {
    const { request, response } = open('/upper');
    for (const part of ['one', 'two', 'three']) {
      request.write(part);
      assert.equal(await (await response).next(), part.toUpperCase());
    }
    request.end();
    assert.equal(await (await response).next(), 'end');
  });

  it('fail in the function when the client goes before its body is whole', async () => {
    const { request, response } = open('/reads');
    response.catch(() => undefined);
    request.once('error', () => undefined).write('one', () => request.destroy());
    await test().logged(/read: The client has gone/);
    assert.equal((await test().fetch('/huge?megabytes=0')).status, 200);
  });

  it('carry server-sent events as they are written', async () => {
    const record = { account: 'test', namespace: 'main', key: 'event' };
    const stop = new AbortController();
    const response = await test().fetch('/events', { signal: stop.signal });
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    const reader = response.body?.getReader() ?? assert.fail();
    for (const text of ['first', 'second']) {
      await test().emulator.api.putRecord({ ...record, value: Buffer.from(text) });
      // The node may have the miss for no time: misses are not cached.
      const { value } = await reader.read();
      assert.equal(Buffer.from(value ?? []).toString(), `data: ${text}\n\n`);
    }
    stop.abort();
    await test().logged(/reader went/);
  });

  it('carry a large response in bounded memory', async function () {
    if (process.platform !== 'linux') this.skip();
    this.timeout(60_000);
    const residentBytes = (): number => {
      const status = fs.readFileSync(`/proc/${test().host.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
    };
    const read = async (megabytes: number): Promise<number> => {
      const { body } = await test().fetch(`/huge?megabytes=${megabytes}`);
      let bytes = 0;
      let most = 0;
      for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
        bytes += chunk.byteLength;
        most = Math.max(most, residentBytes());
      }
      assert.equal(bytes, megabytes * megabyte);
      return most;
    };
    // Memory is collected in steps, which differ between versions of Node.
    const before = await read(150);
    const most = await read(450);
    assert.ok(most < before + 100 * megabyte, `${before} bytes grew to ${most}`);
  });
});
