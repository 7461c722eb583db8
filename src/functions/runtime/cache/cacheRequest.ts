import type { Headers } from 'undici';
import { Request } from '../webFetch';

/** What the Cache API reads of a request. */
export interface CacheRequest {
  readonly method: string;
  /** Without its fragment. */
  readonly url: string;
  readonly headers: Headers;
}

/**
 * Reads a request, or what a request is made of; a request's own body stays as it is.
 *
 * @throws TypeError where it is no address, or no address of HTTP
 */
export function readCacheRequest(input: unknown): CacheRequest {
  const { method, url, headers } =
    input instanceof Request ? input : new Request(input as string | URL);
  const address = new URL(url);
  if (address.protocol !== 'http:' && address.protocol !== 'https:') {
    throw new TypeError(`The Cache API takes addresses of http: and https:, not "${url}"`);
  }
  address.hash = '';
  return { method, url: address.href, headers };
}
