import type { RequestInfo, RequestInit } from 'undici';
import { nodeHeader } from '../../rpc/hostApi';
import { fetchedByHeader } from '../fetchedByHeader';
import { withDuplex } from './requestInit';
import { activeScope } from './requestScope';
import { fetch as webFetch, Headers, Request, Response } from './webFetch';
import { withCallers } from './withCallers';

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
  const request = new Request(input, withDuplex(init));
  for (const name of connectionHeaders) request.headers.delete(name);
  const { kind, node, host } = scope.asked;
  if (new URL(request.url).host === host) {
    request.headers.set(fetchedByHeader, kind);
    // It stays on its edge node.
    request.headers.set(nodeHeader, node);
  }
  // Over the loopback nothing is won by compressing, and a passed on body stays as it came.
  request.headers.set('accept-encoding', 'identity');
  scope.fetches ??= new AbortController();
  const signal = AbortSignal.any([request.signal, scope.fetches.signal]);
  const response = await webFetch(request, { signal }).catch((error: unknown) => {
    throw withCallers(error);
  });
  return ownResponse(response, request.method);
}

const decodedCodings: ReadonlySet<string> = new Set(['gzip', 'x-gzip', 'deflate', 'br', 'zstd']);

/** Statuses that a response can be made with; a server may send others. */
const statuses = { least: 200, most: 599 } as const;

/** Headers that the user's code may change: the official samples append to them [DOC]. */
function ownResponse(response: Response, method: string): Response {
  const { status, statusText } = response;
  if (status < statuses.least || status > statuses.most) return response;
  const headers = new Headers(response.headers);
  // With the header of a coding that is undone already, `return fetch(url)` would send a body that
  // nobody can read.
  if (method !== 'HEAD' && response.body !== null && isDecoded(headers)) {
    headers.delete('content-encoding');
    headers.delete('content-length');
  }
  return likeFetched(new Response(response.body, { status, statusText, headers }), response);
}

function isDecoded(headers: Headers): boolean {
  const codings = headers.get('content-encoding')?.toLowerCase().split(',') ?? [];
  return codings.length > 0 && codings.every((one) => decodedCodings.has(one.trim()));
}

/** Gives a response what no constructor takes, and its clones too. */
function likeFetched(own: Response, fetched: Response): Response {
  const { url, redirected, type } = fetched;
  // It also keeps the fetched response in memory, which would end the common body when it goes.
  const clone = (): Response => likeFetched(Response.prototype.clone.call(own), fetched);
  for (const [name, value] of Object.entries({ url, redirected, type, clone })) {
    Object.defineProperty(own, name, { value, configurable: true });
  }
  return own;
}
