import type { Response } from 'undici';
import { activeScope, type RequestScope } from '../requestScope';
import { answerMatch } from './answerMatch';
import { createCacheError } from './cacheError';
import { lifetimeMsOf } from './cachePolicy';
import type { CachePort } from './cachePort';
import { readCacheRequest } from './cacheRequest';
import { checkCacheable, readCachedResponse } from './responseToCache';

interface MatchOptions {
  readonly ignoreMethod?: boolean;
}

/** Name of the cache that `caches.default` is [DOC]. */
const defaultName = 'default';

/** Held by this file alone, so that only it can make a cache. */
const ownKey = Symbol('own');

/** Each request has caches of its own, so that nothing it leaves on them reaches the next one. */
const opened = new WeakMap<
  RequestScope,
  { readonly port: CachePort; readonly caches: Map<string, Cache> }
>();

/** To be called before the code of a request runs. */
export function openCaches(scope: RequestScope, port: CachePort): void {
  opened.set(scope, { port, caches: new Map() });
}

/**
 * A cache as the user's code sees it: `match`, `put` and `delete`, as documented [DOC].
 *
 * The web's other methods are not documented, so they are not there.
 */
class Cache {
  readonly #port: CachePort;
  readonly #name: string;

  constructor(key: unknown, port: CachePort, name: string) {
    if (key !== ownKey) throw new TypeError('Illegal constructor');
    this.#port = port;
    this.#name = name;
  }

  /**
   * Never goes to the origin. Other methods than GET match nothing, unless they are ignored
   * [ASSUMED].
   *
   * @throws Error `504` where the response has expired [DOC]
   */
  async match(request: unknown, options?: MatchOptions): Promise<Response | undefined> {
    const { method, url, headers } = readCacheRequest(request);
    if (method !== 'GET' && !options?.ignoreMethod) return undefined;
    const found = await this.#port.match(this.#name, url);
    switch (found.kind) {
      case 'fresh':
        return answerMatch(found.response, headers);
      case 'missing':
        return undefined;
      case 'expired':
        throw createCacheError(
          504,
          `The cached response of ${url} has expired, and cache.match() does not go to the origin`,
        );
      default:
        return found satisfies never;
    }
  }

  /**
   * Resolves when the response is in the cache of this edge node.
   *
   * @throws TypeError for other methods than GET [DOC], and see {@link checkCacheable}
   */
  async put(request: unknown, response: unknown): Promise<undefined> {
    const { method, url } = readCacheRequest(request);
    if (method !== 'GET') throw new TypeError(`cache.put() takes a GET request, not ${method}`);
    checkCacheable(response);
    const lifetimeMs = lifetimeMsOf(response.headers, Date.now());
    const cached = await readCachedResponse(response);
    // "Not cached for now" [DOC], and no error either.
    if (cached.status !== 416) await this.#port.put(this.#name, url, cached, lifetimeMs);
    return undefined;
  }

  /**
   * Resolves to `true` whether or not something was there [DOC]; to `false` for other methods than
   * GET, unless they are ignored [ASSUMED].
   */
  async delete(request: unknown, options?: MatchOptions): Promise<boolean> {
    const { method, url } = readCacheRequest(request);
    if (method !== 'GET' && !options?.ignoreMethod) return false;
    await this.#port.delete(this.#name, url);
    return true;
  }
}

/** `caches`: `default` and `open`, as documented [DOC]. */
class CacheStorage {
  constructor(key: unknown) {
    if (key !== ownKey) throw new TypeError('Illegal constructor');
  }

  get default(): Cache {
    return cacheOf(defaultName);
  }

  open(...names: readonly unknown[]): Promise<Cache> {
    return new Promise((resolve) => {
      if (names.length === 0) throw new TypeError('caches.open() takes the name of a cache');
      resolve(cacheOf(String(names[0])));
    });
  }
}

function cacheOf(name: string): Cache {
  const own = opened.get(activeScope());
  if (!own) throw new Error('The caches of this request were not opened');
  const known = own.caches.get(name);
  if (known) return known;
  const cache = new Cache(ownKey, own.port, name);
  own.caches.set(name, cache);
  return cache;
}

// A minified build gives classes other names.
for (const [name, owner] of Object.entries({ Cache, CacheStorage })) {
  Object.defineProperty(owner, 'name', { value: name, configurable: true });
  const tag = { value: name, configurable: true };
  Object.defineProperty(owner.prototype, Symbol.toStringTag, tag);
}

/** What the realm of a runtime thread has of the Cache API. */
export const cacheGlobals = { Cache, CacheStorage, caches: new CacheStorage(ownKey) };
