import { lookup } from 'mrmime';
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { StaticFile } from '../project/findStaticFile';

/** Sends a file as it lies on the disk; browsers ask again each time. */
export function serveStatic(
  request: IncomingMessage,
  response: ServerResponse,
  found: StaticFile,
  status: number,
): void {
  const tag = `W/"${found.size.toString(36)}-${found.modifiedMs.toString(36)}"`;
  response.setHeader('etag', tag);
  response.setHeader('cache-control', 'no-cache');
  if (status === 200 && request.headers['if-none-match'] === tag) {
    response.writeHead(304).end();
    return;
  }
  const type = lookup(found.file) ?? 'application/octet-stream';
  const isText = /^text\/|\/(javascript|json|xml)$|\+(json|xml)$/.test(type);
  response.setHeader('content-type', isText ? `${type}; charset=utf-8` : type);
  response.setHeader('content-length', found.size);
  response.writeHead(status);
  if (request.method === 'HEAD' || found.size === 0) {
    response.end();
    return;
  }
  // The length is promised, so a file that grows meanwhile is sent as it was.
  pipeline(createReadStream(found.file, { end: found.size - 1 }), response, () => undefined);
}
