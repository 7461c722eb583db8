/** The documentation says "throws a 413 error" and "a 504 error", and no more. */
export type CacheErrorStatus = 413 | 504;

/**
 * An error of the Cache API, with its number in the message and as `status` [ASSUMED].
 *
 * An `Error` of the realm, so that the user's code can tell it by `instanceof`.
 */
export function createCacheError(status: CacheErrorStatus, message: string): Error {
  return Object.assign(new Error(`${status}: ${message}`), { status });
}
