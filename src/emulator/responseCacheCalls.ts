import type { ResponseCacheApi } from '../rpc/responseCacheApi';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { parseRequest, requests } from './requests';

/** What functions call for `caches`. */
export function responseCacheCalls({
  responses,
}: EmulatorContext): Pick<EmulatorCalls, keyof ResponseCacheApi> {
  return {
    matchResponse(request) {
      return responses.match(parseRequest(requests.responsePlace, request));
    },

    putResponse(request) {
      const { response, lifetimeMs, ...place } = parseRequest(requests.putResponse, request);
      responses.put(place, response, lifetimeMs);
    },

    deleteResponse(request) {
      return { deleted: responses.delete(parseRequest(requests.responsePlace, request)) };
    },
  };
}
