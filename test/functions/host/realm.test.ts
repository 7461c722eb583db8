import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { runInNewContext } from 'node:vm';
import { testSettings, useTestHost } from './useTestHost';

/** What the edge runtime has beside the language [DOC], and what follows from it. */
const web = words(`
  AbortController AbortSignal Blob ByteLengthQueuingStrategy Cache CacheStorage CompressionStream
  Cookies
  CountQueuingStrategy Crypto CryptoKey CustomEvent DOMException DecompressionStream Event
  EventTarget File FormData Headers ReadableByteStreamController ReadableStream
  ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableStreamDefaultController
  ReadableStreamDefaultReader Request Response SubtleCrypto TextDecoder TextDecoderStream
  TextEncoder TextEncoderStream TransformStream TransformStreamDefaultController URL
  URLSearchParams WritableStream WritableStreamDefaultController WritableStreamDefaultWriter atob
  btoa caches clearInterval clearTimeout console crypto fetch navigator performance queueMicrotask
  self setInterval setTimeout structuredClone`);

/** What the CLI's worker adds. [CLI] */
const ofTheWorker = words('MessageChannel');

/** Not in every version of Node. */
const newerWeb = words('URLPattern');

/** ECMAScript, with what later editions add. */
const language = words(`
  AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array
  BigUint64Array Boolean DataView Date DisposableStack Error EvalError FinalizationRegistry
  Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl
  Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp
  Set SharedArrayBuffer String SuppressedError Symbol SyntaxError Temporal TypeError URIError
  Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly
  decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN
  parseFloat parseInt undefined unescape`);

/** Names of Node, of browsers and of other edge runtimes that code asks for. */
const absent = words(`
  BroadcastChannel Buffer Bun CloseEvent Deno EdgeRuntime ErrorEvent EventSource HTMLRewriter
  MessageEvent MessagePort Navigator Node Performance PerformanceEntry
  PerformanceMark PerformanceMeasure PerformanceObserver PerformanceObserverEntryList
  PerformanceResourceTiming PromiseRejectionEvent SharedWorker Storage WebSocket WebSocketPair
  Window Worker XMLHttpRequest __dirname __filename addEventListener alert clearImmediate
  crossOriginIsolated dispatchEvent document exports gc global importScripts indexedDB
  localStorage location module postMessage process removeEventListener reportError require
  scheduler sessionStorage setImmediate window`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

describe('the realm of functions', () => {
  const test = useTestHost({
    'edge-functions/names.js': `
      export const onRequest = () => new Response(JSON.stringify({
        names: Object.getOwnPropertyNames(globalThis),
        absent: ${JSON.stringify(absent)}.filter((name) => {
          try { return (0, eval)('typeof ' + name) !== 'undefined' || name in globalThis; }
          catch { return true; }
        }),
      }));`,
    'edge-functions/channel.js': `
      const { port1, port2 } = new MessageChannel();
      export const onRequest = () => new Promise((resolve) => {
        const heard = [];
        port1.onmessage = ({ data }) => heard.push(data);
        port1.postMessage(1);
        port2.postMessage(2);
        setTimeout(() => resolve(new Response([...heard, 'MessagePort' in globalThis].join())), 5);
      });`,
    'edge-functions/kinds.js': `
      const thrown = async (work) => { try { await work(); } catch (error) { return error; } };
      export const onRequestPost = async ({ request }) => {
        const { searchParams } = new URL(request.url);
        const upstream = searchParams.get('upstream');
        const fetched = await fetch(upstream);
        const json = await (await fetch(upstream)).json();
        const form = await new Response(new URLSearchParams({ a: '1' })).formData();
        await my_kv.put('kinds', new Uint8Array([1, 2]));
        const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(1));
        const kinds = {
          failedFetch: (await thrown(() => fetch(searchParams.get('nobody')))) instanceof TypeError,
          badUrl: (await thrown(() => new URL('x'))) instanceof TypeError,
          badJson: (await thrown(() => new Response('{').json())) instanceof SyntaxError,
          badKey: (await thrown(() => my_kv.put('', ''))) instanceof Error,
          badKvJson: (await thrown(() => my_kv.get('kinds', 'json'))) instanceof SyntaxError,
          aborted: (await thrown(() => fetch(upstream, { signal: AbortSignal.abort() })))
            instanceof DOMException,
          badBase64: (await thrown(() => atob('%'))) instanceof DOMException,
          cloned: structuredClone(new Map()) instanceof Map,
          clonedError: structuredClone(new RangeError('x')) instanceof RangeError,
          body: (await new Response('x').arrayBuffer()) instanceof ArrayBuffer,
          requestBody: (await request.arrayBuffer()) instanceof ArrayBuffer,
          bytes: (await my_kv.get('kinds', 'arrayBuffer')) instanceof ArrayBuffer,
          stream: (await my_kv.get('kinds', { type: 'stream' })) instanceof ReadableStream,
          page: (await my_kv.list()).keys instanceof Array,
          digest: digest instanceof ArrayBuffer,
          encoded: new TextEncoder().encode('x') instanceof Uint8Array,
          request: request instanceof Request,
          headers: request.headers instanceof Headers,
          signal: request.signal instanceof AbortSignal,
          fetched: fetched instanceof Response,
          fetchedHeaders: fetched.headers instanceof Headers,
          fetchedBody: fetched.body instanceof ReadableStream,
          json: json.list instanceof Array && json instanceof Object,
          form: form instanceof FormData,
          blob: (await new Response('x').blob()) instanceof Blob,
          promise: my_kv.get('x') instanceof Promise,
          cache: caches.default instanceof Cache,
          error: new Error('x') instanceof Object,
        };
        return new Response(JSON.stringify(kinds));
      };`,
  });

  it('has the names of the platform, and no other', async () => {
    const text = await (await test().fetch('/names')).text();
    const found = JSON.parse(text) as { names: string[]; absent: string[] };
    assert.deepEqual(found.absent, []);
    assert.deepEqual(
      [...web, ...ofTheWorker].filter((name) => !found.names.includes(name)),
      [],
    );
    const ofThisNode = runInNewContext('Object.getOwnPropertyNames(globalThis).join()') as string;
    assert.deepEqual(
      ofThisNode.split(',').filter((name) => !found.names.includes(name)),
      [],
      'all that the language has here',
    );
    const known = new Set([...web, ...ofTheWorker, ...newerWeb, ...language, 'my_kv']);
    assert.deepEqual(
      found.names.filter((name) => !known.has(name)),
      [],
    );
  });

  it('has a MessageChannel whose ports hear themselves, as libraries load with it', async () => {
    assert.equal(await (await test().fetch('/channel')).text(), '1,false');
  });

  it('makes everything of its own kinds', async () => {
    const upstream = createServer((_request, response) => {
      response.end('{"list":[]}');
    });
    await once(upstream.listen(0, '127.0.0.1'), 'listening');
    const { port } = upstream.address() as AddressInfo;
    await test().host.api.configure({ ...testSettings, timeoutMs: 20_000 });
    try {
      const query = new URLSearchParams({
        upstream: `http://127.0.0.1:${port}/`,
        // Nobody listens on the port for discarding.
        nobody: 'http://127.0.0.1:9/',
      });
      const response = await test().fetch(`/kinds?${query}`, { method: 'POST', body: 'x' });
      const text = await response.text();
      assert.equal(response.status, 200, text);
      const kinds = JSON.parse(text) as Record<string, boolean>;
      assert.deepEqual(
        Object.keys(kinds).filter((name) => !kinds[name]),
        [],
      );
      assert.ok(Object.keys(kinds).length > 25);
    } finally {
      upstream.close();
    }
  });
});
