import { isTextValue } from '../records/textValue';

const charactersMax = 600;
const linesMax = 12;

/** The beginning of a value as it may stand in a code block; `undefined` where it is no text. */
export function valuePreview(
  value: Uint8Array,
):
  | { readonly text: string; readonly language: 'json' | 'plaintext'; readonly cut: boolean }
  | undefined {
  if (!isTextValue(value)) return undefined;
  const whole = new TextDecoder().decode(value);
  const language = isJson(whole) ? 'json' : 'plaintext';
  const lines = whole.split(/\r\n|[\n\r\u2028\u2029]/);
  const characters = Array.from(lines.slice(0, linesMax).join('\n'));
  const cut = lines.length > linesMax || characters.length > charactersMax;
  // What cannot be seen, or changes the order in which a text is read, is shown as what it is.
  const text = characters
    .slice(0, charactersMax)
    .join('')
    .replace(/[^\P{Cc}\n\t]|\p{Bidi_Control}|\uFEFF/gu, visible);
  return { text, language, cut };
}

/** A text as a block of Markdown that nothing in the text ends, indented or not. */
export function codeBlock(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}\n`;
}

function visible(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function isJson(text: string): boolean {
  if (!/^\s*[[{"]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
