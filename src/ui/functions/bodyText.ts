export interface BodyText {
  readonly body: string;
  readonly encoding: 'utf8' | 'base64';
}

/** The bytes as text where that loses nothing, otherwise as base64. */
export function bodyText(bytes: Uint8Array): BodyText {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { body: decoder.decode(bytes), encoding: 'utf8' };
  } catch {
    return { body: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
  }
}
