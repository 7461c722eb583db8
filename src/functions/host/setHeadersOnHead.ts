import type { ServerResponse } from 'node:http';
import type { HeaderRule } from '../rules/rules';
import { functionErrorStatus } from './errorPage';

/**
 * Puts the headers of `edgeone.json` or of a middleware on a response, whoever makes it, when its
 * head is written.
 *
 * They win over those of files and functions, as the header rules of EdgeOne [ASSUMED] and the
 * headers of a middleware's `next()` [CLI] do, the rules over the middleware's [ASSUMED];
 * cookies are added to the others, and our own `Server-Timing` stays. An error page describes
 * itself, so there they only fill in.
 */
export function setHeadersOnHead(response: ServerResponse, headers: HeaderRule['headers']): void {
  if (headers.length === 0) return;
  // Files, functions and sentences are written in several places; all of them end here.
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = (...head: unknown[]) => {
    for (const [name, value] of headers) {
      if (head[0] === functionErrorStatus && response.hasHeader(name)) continue;
      if (/^(set-cookie|server-timing)$/i.test(name)) response.appendHeader(name, value);
      else response.setHeader(name, value);
    }
    return writeHead(...head);
  };
}
