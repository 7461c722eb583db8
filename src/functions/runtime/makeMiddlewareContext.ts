import type { HeadersInit } from 'undici';
import type { FunctionContext } from './makeContext';
import { marks } from './middlewareMarks';
import { ResponseCookies } from './responseCookies';
import { Headers, Response } from './webFetch';

interface NextOptions {
  readonly headers?: HeadersInit;
  readonly request?: { readonly headers?: HeadersInit };
}

/**
 * What a middleware is called with: `{request, env, waitUntil, next, redirect, rewrite, geo,
 * clientIp}`, made of what a handler gets. [DOC; `env` and `waitUntil` CLI]
 */
export function makeMiddlewareContext(context: FunctionContext) {
  const { request, env, waitUntil, eo } = context;
  const { geo, clientIp } = eo;
  return { request, env, waitUntil, next, redirect, rewrite, geo, clientIp };
}

/**
 * Goes on. `headers` change those of the request [DOC], and are headers of the response too [CLI];
 * with `request.headers` each has its own [CLI].
 */
function next(options?: NextOptions): Response {
  const headers = new Headers(options?.headers);
  const own = [...new Headers(options?.request?.headers)];
  const changed = Object.fromEntries(own.length > 0 ? own : headers);
  headers.set(marks.next, '1');
  if (Object.keys(changed).length > 0) {
    headers.set(marks.requestHeaders, encodeURIComponent(JSON.stringify(changed)));
  }
  return withCookies(new Response(null, { headers }));
}

/** Answers; the location stays as it is given. [CLI] */
function redirect(url: string | URL, status = 307): Response {
  return withCookies(new Response(null, { status, headers: { Location: String(url) } }));
}

/** Goes on with another path, or answers with what another origin has. [CLI] */
function rewrite(url: string | URL): Response {
  return withCookies(new Response(null, { headers: { [marks.rewrite]: String(url) } }));
}

function withCookies(response: Response): Response & { readonly cookies: ResponseCookies } {
  const cookies = new ResponseCookies(response.headers);
  return Object.defineProperties(response, {
    cookies: { value: cookies, enumerable: true },
  }) as Response & { readonly cookies: ResponseCookies };
}
