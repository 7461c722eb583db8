import { Headers, Response } from '../webFetch';
import type { CachedResponse } from '../../../rpc/responseCacheApi';
import { parseByteRange } from '../../byteRange';

/**
 * The response that a match gives: the cached one, or what the headers of the request make of it.
 *
 * - 304 where `If-None-Match` names its `ETag`, or `If-Modified-Since` equals its `Last-Modified`
 *   [DOC: equal, a later date is none]; the former decides alone where both are there (RFC 9110).
 * - 206 where `Range` asks for a part and the cached response has `Accept-Ranges` [DOC]; 416 where
 *   it asks for what lies behind the end [ASSUMED].
 *
 * Only a cached 200 is answered in these ways.
 */
export function answerMatch(cached: CachedResponse, asked: Headers): Response {
  const { status, statusText, body } = cached;
  const headers = new Headers(
    cached.headers.map(([name, value]): [string, string] => [name, value]),
  );
  if (status === 200 && isNotModified(headers, asked)) return notModified(headers);
  if (status === 200 && body) {
    const partial = partOf(body, headers, asked);
    if (partial) return partial;
  }
  return new Response(body, { status, statusText, headers });
}

function isNotModified(headers: Headers, asked: Headers): boolean {
  const wantedTags = asked.get('if-none-match');
  const etag = headers.get('etag');
  if (wantedTags !== null) return etag !== null && namesTag(wantedTags, etag);
  const since = asked.get('if-modified-since');
  const modified = headers.get('last-modified');
  if (since === null || modified === null) return false;
  return since === modified || Date.parse(since) === Date.parse(modified);
}

/** A list of tags, weak ones too, or `*` (RFC 9110). */
function namesTag(wanted: string, etag: string): boolean {
  if (wanted.trim() === '*' || wanted.trim() === etag) return true;
  const tags: readonly string[] = wanted.match(/"[^"]*"/g) ?? [];
  return tags.includes(etag.replace(/^W\//, ''));
}

function notModified(headers: Headers): Response {
  for (const name of [...headers.keys()]) {
    if (/^content-(?!location$)/.test(name)) headers.delete(name);
  }
  return new Response(null, { status: 304, statusText: 'Not Modified', headers });
}

function partOf(body: Uint8Array, headers: Headers, asked: Headers): Response | undefined {
  const header = asked.get('range');
  if (header === null || !takesRanges(headers) || !isSameAs(asked.get('if-range'), headers)) {
    return undefined;
  }
  const size = body.byteLength;
  const range = parseByteRange(header, size);
  if (range === undefined) return undefined;
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`);
    headers.set('content-length', '0');
    return new Response(null, { status: 416, statusText: 'Range Not Satisfiable', headers });
  }
  const { start, end } = range;
  headers.set('content-range', `bytes ${start}-${end - 1}/${size}`);
  headers.set('content-length', String(end - start));
  const part = body.subarray(start, end);
  return new Response(part, { status: 206, statusText: 'Partial Content', headers });
}

function takesRanges(headers: Headers): boolean {
  const units = (headers.get('accept-ranges') ?? '').toLowerCase().split(',');
  return units.some((unit) => unit.trim() === 'bytes');
}

/** A part of another version would be of no use to whoever has the rest of this one. */
function isSameAs(ifRange: string | null, headers: Headers): boolean {
  if (ifRange === null) return true;
  if (ifRange.startsWith('"')) return ifRange === headers.get('etag');
  return !ifRange.startsWith('W/') && ifRange === headers.get('last-modified');
}
