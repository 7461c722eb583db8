import type { ServerResponse } from 'node:http';
import { functionErrorStatus } from './errorPage';
import { connectionHeaders } from './writeHead';

/**
 * Puts headers into a response whatever will answer: a function, a file, a redirect.
 *
 * They win over what is there, `set-cookie` excepted, which comes in addition. [CLI] An error page
 * is ours and stays as it is.
 */
export function addResponseHeaders(
  response: ServerResponse,
  headers: readonly (readonly [string, string])[],
): void {
  const own = headers.filter(([name]) => !connectionHeaders.has(name.toLowerCase()));
  if (own.length === 0) return;
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  const withHeaders = (...args: unknown[]): ServerResponse => {
    for (const [name, value] of args[0] === functionErrorStatus ? [] : own) {
      if (name.toLowerCase() === 'set-cookie') response.appendHeader(name, value);
      else response.setHeader(name, value);
    }
    return writeHead(...args);
  };
  response.writeHead = withHeaders;
}
