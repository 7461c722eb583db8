import type {
  CachedResponse,
  ResponseCacheApi,
  ResponseMatch,
  ResponsePlace,
} from '../../../rpc/responseCacheApi';
import { activeScope, endedMessage, type RequestScope } from '../requestScope';
import { withCallers } from '../withCallers';

/** One request's way to the caches of its project at its edge node. */
export interface CachePort {
  match(cache: string, url: string): Promise<ResponseMatch>;
  put(
    cache: string,
    url: string,
    response: CachedResponse,
    lifetimeMs: number | null,
  ): Promise<void>;
  delete(cache: string, url: string): Promise<unknown>;
}

/** Makes the port; it rejects, or throws, where the request has ended. */
export function createCachePort(
  link: { readonly api: ResponseCacheApi },
  scope: RequestScope,
  at: Pick<ResponsePlace, 'projectId' | 'node'>,
): CachePort {
  function call<T>(work: (api: ResponseCacheApi) => Promise<T>): Promise<T> {
    // Code that an earlier request left behind finds the globals of this one.
    if (activeScope() !== scope) throw new Error(endedMessage);
    return work(link.api).catch((error: unknown) => {
      throw withCallers(error);
    });
  }

  return {
    match: (cache, url) => call((api) => api.matchResponse({ ...at, cache, url })),
    put: (cache, url, response, lifetimeMs) =>
      call((api) => api.putResponse({ ...at, cache, url, response, lifetimeMs })),
    delete: (cache, url) => call((api) => api.deleteResponse({ ...at, cache, url })),
  };
}
