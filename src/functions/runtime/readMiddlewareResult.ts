import type { BodyInit } from 'undici';
import { patchHeaders } from '../middleware/patchHeaders';
import type { RuntimePassed, RuntimeRequest } from '../runtimeProtocol';
import { checkedResponse } from './checkedResponse';
import { marks } from './middlewareMarks';
import { fetch } from './scopedFetch';
import { Headers, Request, Response } from './webFetch';

/** A middleware answers, or lets the request pass. */
export type MiddlewareOutcome =
  | { readonly response: Response }
  | { readonly response?: undefined; readonly passed: RuntimePassed };

type Pairs = RuntimeRequest['headers'];

/** Of a `next()`, these say how the request goes on, or belong to its body or connection. [CLI] */
const ownNames: ReadonlySet<string> = new Set([
  ...Object.values(marks),
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'transfer-encoding',
]);

/**
 * Reads what a middleware has returned. Nothing means "go on" [CLI]; a rewrite to another origin is
 * fetched from there.
 *
 * @param bodyOf the request's body anew
 * @throws TypeError where it is neither nothing nor a Response; production goes on then [CLI], and
 *   the fault stays hidden
 */
export async function readMiddlewareResult(
  result: unknown,
  incoming: RuntimeRequest,
  bodyOf: () => BodyInit | undefined,
  signal: AbortSignal,
): Promise<MiddlewareOutcome> {
  if (result === undefined || result === null) return { passed: unchanged };
  const response = checkedResponse(result, 'middleware');
  const { headers } = response;
  const isNext = headers.get(marks.next) === '1';
  const target = headers.get(marks.rewrite);
  if (!isNext && target === null) return { response };
  const requestHeaders = changedHeaders(headers.get(marks.requestHeaders));
  const responseHeaders = isNext ? [...headers].filter(([name]) => !ownNames.has(name)) : [];
  if (target === null) return { passed: { requestHeaders, responseHeaders } };
  const url = targetUrl(target, incoming.url);
  if (url.host === new URL(incoming.url).host) {
    return { passed: { requestHeaders, responseHeaders, url: url.href } };
  }
  const answer = await fetchElsewhere(url, incoming, bodyOf(), requestHeaders, signal);
  return { response: withHeaders(answer, responseHeaders) };
}

const unchanged: RuntimePassed = { requestHeaders: [], responseHeaders: [] };

function changedHeaders(text: string | null): Pairs {
  if (text === null) return [];
  return Object.entries(JSON.parse(decodeURIComponent(text)) as Record<string, string>);
}

/** A text that names no scheme is a path of the project, `//x` too: visitors choose paths. */
function targetUrl(target: string, current: string): URL {
  const isAddress = /^https?:\/\//i.test(target);
  const { origin } = new URL(current);
  const address = isAddress ? target : `${origin}${target.startsWith('/') ? '' : '/'}${target}`;
  if (!URL.canParse(address)) throw new TypeError(`rewrite() cannot go to "${target}"`);
  return new URL(address);
}

/** Redirects are the client's to follow. [ASSUMED] */
function fetchElsewhere(
  url: URL,
  { method, headers }: RuntimeRequest,
  body: BodyInit | undefined,
  changed: Pairs,
  signal: AbortSignal,
): Promise<Response> {
  const sent = new Headers(patchHeaders(headers, changed).map(([name, value]) => [name, value]));
  return fetch(
    new Request(url, {
      method,
      headers: sent,
      signal,
      redirect: 'manual',
      ...(body ? { body, duplex: 'half' as const } : {}),
    }),
  );
}

function withHeaders(response: Response, added: Pairs): Response {
  if (added.length === 0) return response;
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  for (const [name, value] of added) {
    if (name === 'set-cookie') headers.append(name, value);
    else headers.set(name, value);
  }
  return new Response(response.body, { status, statusText, headers });
}
