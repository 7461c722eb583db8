import type { ServerResponse } from 'node:http';
import { connectionHeaders } from '../connectionHeaders';
import type { RuntimeHead } from '../runtimeProtocol';

/** Starts a response as the function made it, `set-cookie` as often as it was set. */
export function writeHead(
  response: ServerResponse,
  head: RuntimeHead,
  added: readonly (readonly [string, string])[],
): void {
  const names = new Set(added.map(([name]) => name));
  const own = head.headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !connectionHeaders.has(lower) && (lower === 'server-timing' || !names.has(lower));
  });
  const pairs = [...own, ...added, ...lengthOf(response, head)];
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  for (const [name, value] of pairs) response.appendHeader(name, value);
  const statusText = /^[\t\x20-\x7e]+$/.test(head.statusText) ? [head.statusText] : [];
  response.writeHead(head.status, ...(statusText as [string]));
}

function lengthOf(response: ServerResponse, head: RuntimeHead): (readonly [string, string])[] {
  const hasBody = head.status !== 204 && head.status !== 304;
  if (!hasBody || !head.body) return [];
  if (response.req.method !== 'HEAD') return [['content-length', String(head.body.byteLength)]];
  const told = head.headers.find(([name]) => name.toLowerCase() === 'content-length');
  return told && /^\d+$/.test(told[1]) ? [['content-length', told[1]]] : [];
}
