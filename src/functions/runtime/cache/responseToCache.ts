import { Response } from '../webFetch';
import { collectStream, type ByteStream } from '../../../kv/valueStream';
import { cachedBodyBytesMax, type CachedResponse } from '../../../rpc/responseCacheApi';
import { refusingHeader, variesByEverything } from './cachePolicy';
import { createCacheError } from './cacheError';

/**
 * Checks what is to be cached.
 *
 * @throws TypeError for what is no Response, a 206, `Vary: *` [DOC], or a body that was read
 * @throws Error `413` where the headers forbid it [DOC]
 */
export function checkCacheable(response: unknown): asserts response is Response {
  if (!(response instanceof Response) || response.type === 'error') {
    throw new TypeError('cache.put() takes a Response as its second argument');
  }
  const { status, headers } = response;
  if (status === 206) throw new TypeError('cache.put() takes no response with status 206');
  if (variesByEverything(headers)) throw new TypeError('cache.put() takes no "Vary: *" response');
  if (response.bodyUsed || response.body?.locked) {
    throw new TypeError('The body of the response was read already; put response.clone() instead');
  }
  const refusal = refusingHeader(headers);
  if (refusal !== undefined) {
    throw createCacheError(413, `The response is not cached because of "${refusal}"`);
  }
}

/**
 * Reads a response to its end, so that its body is used up afterwards.
 *
 * @throws Error `413` where the body is longer than {@link cachedBodyBytesMax} [ASSUMED]
 * @throws TypeError where it gives anything but bytes, or whatever its stream fails with
 */
export async function readCachedResponse(response: Response): Promise<CachedResponse> {
  const { status, statusText, headers } = response;
  const stream = response.body as ByteStream | null;
  const body = stream && (await collectStream(stream, checkSize, notBytes));
  return { status, statusText, headers: [...headers], body };
}

function checkSize(sizeBytes: number): void {
  if (sizeBytes <= cachedBodyBytesMax) return;
  const most = `${cachedBodyBytesMax} bytes (25 MB)`;
  throw createCacheError(413, `The body of a cached response has at most ${most}`);
}

function notBytes(chunk: unknown): TypeError {
  return new TypeError(`The body of a response is a stream of bytes, not of ${typeof chunk}`);
}
