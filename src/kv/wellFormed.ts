/**
 * Says whether a string has UTF-8 bytes of its own.
 *
 * Half of a surrogate pair has none: it would be encoded as U+FFFD, like every other half.
 */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
