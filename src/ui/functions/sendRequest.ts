import * as http from 'node:http';
import type { RunRequest } from '../services';
import { isTransportHeader } from './headerLines';
import { escapePath } from './routePath';

export interface SendOptions {
  /** Address of a function host, on this machine. */
  readonly url: string;
  readonly request: RunRequest;
  /** Set on top of the request's own headers. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBytesMax: number;
  readonly signal?: AbortSignal;
}

export interface RawResponse {
  readonly status: number;
  /** In the order served; a name stands as often as it was sent. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** From the first byte sent to the last byte received. */
  readonly durationMs: number;
}

/** Why there is no response; the sentence for it is the caller's. */
export type SendFault = 'tooLarge' | 'upgraded' | 'methodRefused';

export class SendError extends Error {
  readonly fault: SendFault;

  constructor(fault: SendFault) {
    super(fault);
    this.name = 'SendError';
    this.fault = fault;
  }
}

/**
 * One real HTTP request, with path, `Host` and headers as given.
 *
 * `fetch` would not do: it forbids `Host` and rewrites paths.
 *
 * @throws SendError, or Node's error where the connection failed or the signal aborted
 */
export async function sendRequest(options: SendOptions): Promise<RawResponse> {
  const { request } = options;
  const method = (request.method ?? 'GET').toUpperCase();
  // A tunnel has no response to collect.
  if (method === 'CONNECT') throw new SendError('methodRefused');
  const { hostname, port } = new URL(options.url);
  const started = performance.now();
  const response = await exchange(
    {
      // The host listens on IPv4 only; "localhost" could mean ::1.
      hostname: hostname === 'localhost' ? '127.0.0.1' : hostname,
      port,
      method,
      path: escapePath(request.path),
      headers: headersOf(options),
      agent: false,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
    request.body,
  );
  const body = await readBody(response, options.bodyBytesMax);
  return {
    status: response.statusCode ?? 0,
    headers: pairs(response.rawHeaders),
    body,
    durationMs: performance.now() - started,
  };
}

function exchange(
  options: http.RequestOptions,
  body: string | Uint8Array | undefined,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.request(options, resolve);
    request.on('error', reject);
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new SendError('upgraded'));
    });
    request.end(body);
  });
}

function headersOf({ request, headers }: SendOptions): http.OutgoingHttpHeaders {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (!isTransportHeader(name)) define(result, name, value);
  }
  for (const [name, value] of Object.entries(headers)) {
    for (const known of Object.keys(result)) {
      if (known.toLowerCase() === name.toLowerCase()) Reflect.deleteProperty(result, known);
    }
    define(result, name, value);
  }
  // Node sends the length by itself for some methods only.
  if (request.body !== undefined) result['content-length'] = `${Buffer.byteLength(request.body)}`;
  return result;
}

// Assigning `__proto__` would set the prototype instead of a header.
function define(target: Record<string, string>, name: string, value: string): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true });
}

async function readBody(response: http.IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bytesMax) {
      response.destroy();
      throw new SendError('tooLarge');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function pairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []));
}
