import { KvError } from './kvError';
import type { Profile } from './profile';
import { collectStream, isStream } from './valueStream';
import { viewBytes } from './viewBytes';

const encoder = new TextEncoder();

/**
 * Turns a value that the user's code passed to `put` into bytes of our own.
 *
 * Strings and buffers are copied before this returns to its caller, so that changing them
 * afterwards has no effect.
 *
 * @throws KvError `VALUE_TYPE` or `VALUE_TOO_LARGE`, in this order
 * @see spec section 3 [DOC, CLI]
 */
export async function readValue(value: unknown, profile: Profile): Promise<Uint8Array> {
  const bytes = copyBytes(value, profile);
  if (bytes) return bytes;
  if (isStream(value)) {
    return collectStream(value, (sizeBytes) => {
      checkValueSize(sizeBytes, profile);
    });
  }
  throw new KvError('VALUE_TYPE', `Unsupported value type: ${typeof value}`);
}

/**
 * The part of {@link readValue} that has nothing to wait for.
 *
 * Values of other realms are welcome.
 *
 * @returns `undefined` for anything but strings and buffers
 * @throws KvError `VALUE_TOO_LARGE`
 */
export function copyBytes(value: unknown, profile: Profile): Uint8Array | undefined {
  if (typeof value === 'string') {
    const bytes = encoder.encode(value);
    checkValueSize(bytes.byteLength, profile);
    return bytes;
  }
  const view = viewBytes(value);
  if (!view) return undefined;
  checkValueSize(view.byteLength, profile);
  return new Uint8Array(view);
}

/**
 * The bound of `put`, for those who have the bytes already.
 *
 * @throws KvError `VALUE_TOO_LARGE`
 */
export function checkValueSize(sizeBytes: number, profile: Profile): void {
  const maxBytes = profile.valueBytesMax;
  if (sizeBytes <= maxBytes) return;
  switch (profile.valueTooLargeName) {
    case 'limit':
      throw new KvError(
        'VALUE_TOO_LARGE',
        `Value size exceeds maximum limit of ${maxBytes} bytes (${maxBytes / 1_048_576} MB), got ${sizeBytes} bytes`,
      );
    case 'OverSize':
      throw new KvError(
        'VALUE_TOO_LARGE',
        `OverSize: Value size exceeds maximum limit of ${maxBytes} bytes, got ${sizeBytes} bytes`,
      );
    default:
      profile.valueTooLargeName satisfies never;
  }
}
