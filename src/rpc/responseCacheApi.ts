import type { CachedResponse, ResponseMatch, ResponsePlace } from '../edge/responseCaches';

export type { CachedResponse, ResponseMatch, ResponsePlace };

/** The largest body that the Cache API keeps: 25 MB, as for a value of KV [ASSUMED]. */
export const cachedBodyBytesMax = 26_214_400;

/**
 * The Cache API's contents, as functions reach them. All calls reject with KvError `NODE_UNKNOWN`
 * or EmulatorError; what the API itself refuses, the function's side has refused before.
 */
export interface ResponseCacheApi {
  matchResponse(place: ResponsePlace): Promise<ResponseMatch>;
  /** @param request.lifetimeMs simulated milliseconds; `null`: until it is pushed out */
  putResponse(
    request: ResponsePlace & {
      readonly response: CachedResponse;
      readonly lifetimeMs: number | null;
    },
  ): Promise<void>;
  deleteResponse(place: ResponsePlace): Promise<{ deleted: boolean }>;
}
