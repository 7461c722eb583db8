import { fetch as undiciFetch, Request, type RequestInfo, type RequestInit } from 'undici';
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
  // A decoded body with its `content-encoding` still there breaks `return fetch(url)`.
  if (!request.headers.has('accept-encoding')) request.headers.set('accept-encoding', 'identity');
  const signal = AbortSignal.any([request.signal, scope.fetches.signal]);
  return undiciFetch(request, { signal });
}
