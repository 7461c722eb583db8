import {
  fetch as undiciFetch,
  Headers,
  Request,
  Response,
  type RequestInfo,
  type RequestInit,
} from 'undici';
import { activeScope } from './requestScope';

/** Belong to the connection that the request came on; the next one has its own. */
const connectionHeaders = [
  'host',
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
];

/** `fetch` of the edge runtime; ends with the request that began it. */
export async function fetch(input: RequestInfo, init?: RequestInit) {
  const scope = activeScope();
  const request = new Request(input, { duplex: 'half', ...init });
  for (const name of connectionHeaders) request.headers.delete(name);
  // Over the loopback nothing is won by compressing, and a passed on body stays as it came.
  request.headers.set('accept-encoding', 'identity');
  const signal = AbortSignal.any([request.signal, scope.fetches.signal]);
  return withoutCoding(await undiciFetch(request, { signal }), request.method);
}

const decodedCodings: ReadonlySet<string> = new Set(['gzip', 'x-gzip', 'deflate', 'br', 'zstd']);

/**
 * The response without the header of a coding that is undone already: with it,
 * `return fetch(url)` would send a body that nobody can read.
 */
function withoutCoding(response: Response, method: string): Response {
  const codings = response.headers.get('content-encoding')?.toLowerCase().split(',') ?? [];
  const isDecoded = codings.length > 0 && codings.every((one) => decodedCodings.has(one.trim()));
  if (!isDecoded || method === 'HEAD' || response.body === null) return response;
  const { status, statusText, url, redirected, type } = response;
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  const decoded = new Response(response.body, { status, statusText, headers });
  for (const [name, value] of Object.entries({ url, redirected, type })) {
    Object.defineProperty(decoded, name, { value });
  }
  return decoded;
}
