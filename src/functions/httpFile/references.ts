/** A part of a text: as it stands, or `{{expression}}`. */
export type TextPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'reference'; readonly expression: string; readonly column: number };

// What begins with a sign is a template's own syntax, as `{{#each}}`, and stays as it is.
const reference = /\{\{[ \t]*([^\s{}#^/!>&"'`][^{}\r\n]*?)[ \t]*\}\}/g;

/** Cuts a text at its references; `column` counts from the beginning of the text. */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(reference)) {
    const [whole, expression = ''] = match;
    if (match.index > end) parts.push({ kind: 'literal', text: text.slice(end, match.index) });
    parts.push({ kind: 'reference', expression, column: match.index });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: 'literal', text: text.slice(end) });
  return parts;
}
