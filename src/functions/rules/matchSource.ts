import type { Source, SourcePart } from './parseSource';

/** What placeholders and `*` (as `splat`) stood for, as it stands in the path: not decoded. */
export type Captures = ReadonlyMap<string, string>;

/**
 * Matches a whole path, case-sensitively; a slash at its end counts [ASSUMED].
 *
 * `*` stands for any characters, none and slashes too; `:name` for one or more characters that
 * are no slash [DOC]. Linear in the length of the path, whatever it is.
 */
export function matchSource(source: Source, pathname: string): Captures | undefined {
  const texts = pathname.slice(1).split('/');
  const captures = new Map<string, string>();
  const { parts, splat } = source;
  const tail = splat?.parts.length ?? 0;
  const middle = texts.length - parts.length - tail;
  if (splat ? middle < 1 : middle !== 0) return undefined;
  if (!fitAll(parts, texts, 0, captures)) return undefined;
  if (!splat) return captures;
  if (!fitAll(splat.parts, texts, texts.length - tail, captures)) return undefined;
  const rest = inside(texts.slice(parts.length, texts.length - tail).join('/'), splat);
  return rest === undefined ? undefined : captures.set('splat', rest);
}

function fitAll(
  parts: readonly SourcePart[],
  texts: readonly string[],
  from: number,
  captures: Map<string, string>,
): boolean {
  return parts.every((part, index) => {
    const text = texts[from + index] ?? '';
    if (part.name === undefined) return text === part.before || isSameText(text, part.before);
    const value = inside(text, part);
    if (value === undefined || value === '') return false;
    captures.set(part.name, value);
    return true;
  });
}

function inside(text: string, around: { before: string; after: string }): string | undefined {
  const { before, after } = around;
  if (text.length < before.length + after.length) return undefined;
  if (!text.startsWith(before) || !text.endsWith(after)) return undefined;
  return text.slice(before.length, text.length - after.length);
}

/** `a b` in a rule is `a%20b` in a path. */
function isSameText(a: string, b: string): boolean {
  if (!a.includes('%')) return false;
  try {
    return decodeURIComponent(a) === decodeURIComponent(b);
  } catch {
    return false;
  }
}
