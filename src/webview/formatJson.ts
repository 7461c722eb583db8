const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/**
 * Indents JSON by two spaces and changes nothing else.
 *
 * Numbers, escapes and repeated names stay as they are written; parsing and writing anew would
 * round large numbers and drop repeated names.
 *
 * @throws SyntaxError where the text is no JSON
 */
export function formatJson(text: string): string {
  JSON.parse(text);
  const tokens = text.match(token) ?? [];
  let result = '';
  let depth = 0;
  const newLine = () => `\n${'  '.repeat(depth)}`;
  tokens.forEach((part, index) => {
    const before = tokens[index - 1];
    if (part === '}' || part === ']') {
      depth -= 1;
      result += before === '{' || before === '[' ? part : newLine() + part;
      return;
    }
    if (before === '{' || before === '[' || before === ',') result += newLine();
    result += part === ':' ? ': ' : part;
    if (part === '{' || part === '[') depth += 1;
  });
  return result;
}
