import fresh from 'fresh';
import { lookup } from 'mrmime';
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { parseByteRange, type ByteRange } from '../byteRange';
import type { StaticFile } from '../project/findStaticFile';

/** Those that the list of types has not. */
const moreTypes: Readonly<Record<string, string>> = {
  '.ico': 'image/x-icon',
  '.eot': 'application/vnd.ms-fontobject',
  '.flac': 'audio/flac',
  '.m3u8': 'application/vnd.apple.mpegurl',
};

/**
 * Sends a file as it lies on the disk, or the part of it that is asked for (RFC 9110, sections 13
 * and 14); browsers ask again each time.
 */
export function serveStatic(
  request: IncomingMessage,
  response: ServerResponse,
  found: StaticFile,
  status: number,
): void {
  const { size, modifiedMs } = found;
  // Strong, so that a download can be resumed: another build of the same length has another time.
  const etag = `"${size.toString(36)}-${modifiedMs.toString(36)}"`;
  const modified = new Date(modifiedMs).toUTCString();
  response.setHeader('etag', etag);
  response.setHeader('last-modified', modified);
  response.setHeader('cache-control', 'no-cache');
  if (status === 200) {
    response.setHeader('accept-ranges', 'bytes');
    if (fresh(request.headers, { etag, 'last-modified': modified })) {
      response.writeHead(304).end();
      return;
    }
  }
  const range = status === 200 ? rangeOf(request, size, [etag, modified]) : undefined;
  if (range === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${size}`);
    response.setHeader('content-length', 0);
    response.writeHead(416).end();
    return;
  }
  response.setHeader('content-type', contentType(found.file));
  if (range) response.setHeader('content-range', `bytes ${range.start}-${range.end - 1}/${size}`);
  // The length is promised, so a file that grows meanwhile is sent as it was.
  const { start, end } = range ?? { start: 0, end: size };
  response.setHeader('content-length', end - start);
  response.writeHead(range ? 206 : status);
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  pipeline(createReadStream(found.file, { start, end: end - 1 }), response, () => undefined);
}

/**
 * The part that is asked for; `undefined` is all of it. So it is where several parts are asked for,
 * which servers may leave aside, and where the client has the beginning of another version.
 */
function rangeOf(
  { method, headers }: IncomingMessage,
  size: number,
  validators: readonly string[],
): ByteRange | 'unsatisfiable' | undefined {
  if (method !== 'GET' || headers.range === undefined) return undefined;
  const condition = headers['if-range'];
  if (typeof condition === 'string' && !validators.includes(condition)) return undefined;
  return parseByteRange(headers.range, size);
}

function contentType(file: string): string {
  const known = lookup(file) ?? moreTypes[path.extname(file).toLowerCase()];
  const type = known ?? 'application/octet-stream';
  const isText = /^text\/|\/(javascript|json|xml)$|\+(json|xml)$/.test(type);
  return isText ? `${type}; charset=utf-8` : type;
}
