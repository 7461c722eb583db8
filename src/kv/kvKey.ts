import { KvError } from './kvError';
import { limits } from './limits';
import type { Profile } from './profile';
import { isWellFormed } from './wellFormed';

declare const proof: unique symbol;

/** A key that `put` may store. Only {@link parseKey} makes one. */
export type KvKey = string & { readonly [proof]: 'KvKey' };

const encoder = new TextEncoder();

/**
 * The check that every call makes: a key is a non-empty string.
 *
 * @throws KvError `KEY_EMPTY`
 */
export function parseLookupKey(key: unknown): string {
  if (typeof key !== 'string' || key === '') {
    throw new KvError('KEY_EMPTY', 'Key must be a non-empty string');
  }
  return key;
}

/**
 * The checks of `put`, in the order of the official client.
 *
 * @throws KvError `KEY_EMPTY`, `KEY_TOO_LONG` or `KEY_CHARACTERS`
 * @see spec section 3 [CLI]
 */
export function parseKey(key: unknown, profile: Profile): KvKey {
  const text = parseLookupKey(key);
  const sizeBytes = encoder.encode(text).byteLength;
  if (sizeBytes > limits.keyBytesMax) {
    throw new KvError(
      'KEY_TOO_LONG',
      `Key size exceeds maximum limit of ${limits.keyBytesMax} bytes (got ${sizeBytes} bytes)`,
    );
  }
  if (profile.keyCharacters === 'word' && !/^[a-zA-Z0-9_]+$/.test(text)) {
    throw new KvError(
      'KEY_CHARACTERS',
      'Key can only contain letters, numbers, and underscores' +
        ' (set "pagesKv.profile" to "observed" to allow other characters, as shipped apps use them)',
    );
  }
  // Two keys with half a surrogate pair each would be stored under the same bytes.
  if (!isWellFormed(text)) {
    throw new KvError('KEY_CHARACTERS', 'Key must be valid Unicode (got half of a surrogate pair)');
  }
  return text as KvKey;
}
