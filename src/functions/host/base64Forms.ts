/** What a text looks like inside of a longer one in base64. */
export interface Base64Form {
  /** The characters that come from it alone. */
  readonly text: string;
  /** Whether the character in front of them comes from it in part. */
  readonly isLedIn: boolean;
  /** Whether the character behind them does. */
  readonly isLedOut: boolean;
}

const bitsPerCharacter = 6;

/** A byte may begin at three places of a group of four characters; there are two alphabets. */
export function base64Forms(text: string): readonly Base64Form[] {
  return [0, 1, 2].flatMap((bytesBefore) => {
    const bytes = Buffer.concat([Buffer.alloc(bytesBefore), Buffer.from(text)]);
    const start = Math.ceil((bytesBefore * 8) / bitsPerCharacter);
    const end = Math.floor((bytes.byteLength * 8) / bitsPerCharacter);
    const isLedIn = bytesBefore > 0;
    const isLedOut = (bytes.byteLength * 8) % bitsPerCharacter > 0;
    const forms = (['base64', 'base64url'] as const).map((alphabet) =>
      bytes.toString(alphabet).slice(start, end),
    );
    return [...new Set(forms)].map((form) => ({ text: form, isLedIn, isLedOut }));
  });
}
