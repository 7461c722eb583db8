import type { RequestInit } from 'undici';
import { Request as WebRequest } from './webFetch';

/**
 * `init` with the `duplex` that the library asks for where a body is a stream: the platform has no
 * such option, and apps pass `request.body` on without it. [FIELD]
 *
 * A view, and no copy: an `init` may be a Request, whose fields are no properties of its own.
 */
export function withDuplex<T extends RequestInit | undefined>(init: T): T {
  if (typeof init !== 'object' || init === null || init instanceof WebRequest) return init;
  return new Proxy(init, {
    get: (target, name) =>
      name === 'duplex' ? 'half' : (Reflect.get(target, name, target) as unknown),
  });
}

/** `Request` of the edge runtime: the library's own class, so that all requests are of it. */
export const Request = new Proxy(WebRequest, {
  construct(target, [input, init]: ConstructorParameters<typeof WebRequest>, newTarget) {
    return Reflect.construct(target, [input, withDuplex(init)], newTarget) as WebRequest;
  },
});
