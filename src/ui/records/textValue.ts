const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether a value can be edited as text without loss: valid UTF-8 without NUL. */
export function isTextValue(value: Uint8Array): boolean {
  if (value.includes(0)) return false;
  try {
    strict.decode(value);
    return true;
  } catch {
    return false;
  }
}

/** Why a text editor that holds `text` would not save the stored bytes as they are. */
export type TextDifference = 'none' | 'lineEnds' | 'encoding';

/** Compares a stored value with what an unchanged text editor made of it. */
export function textDifference(value: Uint8Array, text: string): TextDifference {
  if (!isTextValue(value)) return 'encoding';
  const stored = strict.decode(value).replace(/^\uFEFF/, '');
  const held = text.replace(/^\uFEFF/, '');
  if (stored === held) return 'none';
  return unifyLineEnds(stored) === unifyLineEnds(held) ? 'lineEnds' : 'encoding';
}

function unifyLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
