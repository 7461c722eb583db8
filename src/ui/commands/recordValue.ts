export type ValueEncoding = 'utf8' | 'base64';

const encoder = new TextEncoder();

/** Bytes of a script's value; `undefined` where the text is no base64. */
export function decodeValue(text: string, encoding: ValueEncoding): Uint8Array | undefined {
  switch (encoding) {
    case 'utf8':
      return encoder.encode(text);
    case 'base64': {
      const bytes = Buffer.from(text, 'base64');
      // The decoder skips what it does not know; what comes back differs then.
      const strip = (base64: string): string => base64.replace(/=+$/, '');
      return strip(bytes.toString('base64')) === strip(text) ? new Uint8Array(bytes) : undefined;
    }
    default:
      return encoding satisfies never;
  }
}

/**
 * A value as a script sees it. Bytes that are no UTF-8 come as base64 even where text was asked
 * for, because text would lose them; `encoding` says so.
 */
export function encodeValue(
  bytes: Uint8Array,
  wanted: ValueEncoding,
): { readonly value: string; readonly encoding: ValueEncoding } {
  if (wanted === 'utf8') {
    try {
      const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
      return { value: decoder.decode(bytes), encoding: 'utf8' };
    } catch {
      // Falls through to base64.
    }
  }
  return { value: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
}
