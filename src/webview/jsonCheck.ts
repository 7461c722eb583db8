import { jsonLanguage } from '@codemirror/lang-json';

/** Larger values are not checked while one types. */
export const jsonCheckCharactersMax = 2_000_000;

/** What the status line says of a value. */
export type JsonCheck =
  | { readonly kind: 'text' }
  | { readonly kind: 'valid' }
  | { readonly kind: 'error'; readonly offset: number; readonly message: string };

/** Whether a text means to be JSON: an object or an array. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

export function checkJson(text: string): JsonCheck {
  if (text.length > jsonCheckCharactersMax || !looksLikeJson(text)) return { kind: 'text' };
  try {
    JSON.parse(text);
    return { kind: 'valid' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'error', offset: errorOffset(message, text), message: withoutPlace(message) };
  }
}

/** V8 names the place only in some of its messages; elsewhere the grammar finds it. */
function errorOffset(message: string, text: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Math.min(Number(position), text.length);
  let offset: number | undefined;
  jsonLanguage.parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) offset ??= node.from;
      return offset === undefined;
    },
  });
  return offset ?? text.length;
}

function withoutPlace(message: string): string {
  return message
    .replace(/ in JSON at position \d+.*$/s, '')
    .replace(/ \(line \d+ column \d+\)$/, '')
    .replace(/, .* is not valid JSON$/s, '');
}
