import type { RuntimeRequest } from './runtimeProtocol';

/**
 * Request header of what a function or a middleware fetches from the host that it was asked under;
 * its value says which of them.
 *
 * On the platform such a request goes to the cache and the files behind the functions [DOC]: a
 * catch-all that returns `fetch(request)` hands a request on, and does not ask itself again.
 */
export const fetchedByHeader = 'x-pages-kv-fetched-by';

/** Whether this code is not asked; functions answer what a middleware fetches. [ASSUMED] */
export function isPassedBy(kind: RuntimeRequest['kind'], fetchedBy: unknown): boolean {
  return fetchedBy === 'function' || (fetchedBy === 'middleware' && kind === 'middleware');
}
