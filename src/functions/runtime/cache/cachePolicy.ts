import type { Headers } from 'undici';
import { parseCacheControl } from './cacheControl';

type HeaderReader = Pick<Headers, 'get'>;

/** `no-store`, `no-cache` and `private` each say that a response is not cached [DOC]. */
const refusing = ['no-store', 'no-cache', 'private'] as const;

/** A longer lifetime is as good as endless, and stays a whole number of milliseconds. */
const secondsMax = 2 ** 31;

/**
 * The header that forbids to cache a response, as it would be written; `undefined` where none does.
 *
 * `Pragma` counts only where there is no `Cache-Control` [DOC].
 */
export function refusingHeader(headers: HeaderReader): string | undefined {
  const control = headers.get('cache-control');
  if (control !== null) {
    const directives = parseCacheControl(control);
    const found = refusing.find((name) => directives.has(name));
    return found && `Cache-Control: ${found}`;
  }
  const pragma = parseCacheControl(headers.get('pragma') ?? '');
  return pragma.has('no-cache') ? 'Pragma: no-cache' : undefined;
}

/**
 * How long a response may be served: `s-maxage`, else `max-age` [DOC], else `Expires` [ASSUMED].
 *
 * What cannot be read means no time at all (RFC 9111). `Expires` counts from the response's own
 * `Date`: both were written by one clock, and simulated time goes its own way.
 *
 * @param nowMs real time, for an `Expires` without a `Date`
 * @returns milliseconds; `null` where nothing is said, so that it stays until it is pushed out
 *   [ASSUMED]
 */
export function lifetimeMsOf(headers: HeaderReader, nowMs: number): number | null {
  const directives = parseCacheControl(headers.get('cache-control') ?? '');
  for (const name of ['s-maxage', 'max-age']) {
    const value = directives.get(name);
    if (value === undefined) continue;
    const seconds = /^\d+$/.test(value ?? '') ? Number(value) : 0;
    return Math.min(seconds, secondsMax) * 1000;
  }
  const expires = headers.get('expires');
  if (expires === null) return null;
  const date = Date.parse(headers.get('date') ?? '');
  const lifetimeMs = Date.parse(expires) - (Number.isNaN(date) ? nowMs : date);
  return lifetimeMs > 0 ? Math.min(lifetimeMs, secondsMax * 1000) : 0;
}

/** Whether a response depends on more than any request can say. */
export function variesByEverything(headers: HeaderReader): boolean {
  return (headers.get('vary') ?? '').split(',').some((name) => name.trim() === '*');
}
