// Ten thousand brackets in a row would otherwise become gigabytes of spaces.
const indentDepthMax = 50;

/**
 * Lays JSON out over lines.
 *
 * Numbers, escapes, repeated keys and their order stay exactly as they were served, which
 * parsing and printing again would not promise.
 *
 * @returns `undefined` where the text is not JSON
 */
export function formatJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const tokens = text.match(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}:,]|[^\s[\]{}:,"]+/g) ?? [];
  const parts: string[] = [];
  let depth = 0;
  const breakLine = () => parts.push('\n', '  '.repeat(Math.min(depth, indentDepthMax)));
  tokens.forEach((token, index) => {
    switch (token) {
      case '{':
      case '[': {
        parts.push(token);
        depth += 1;
        if (!isClosing(tokens[index + 1])) breakLine();
        return;
      }
      case '}':
      case ']': {
        depth -= 1;
        if (!isOpening(tokens[index - 1])) breakLine();
        parts.push(token);
        return;
      }
      case ',':
        parts.push(token);
        breakLine();
        return;
      case ':':
        parts.push(': ');
        return;
      default:
        parts.push(token);
    }
  });
  return parts.join('');
}

function isOpening(token: string | undefined): boolean {
  return token === '{' || token === '[';
}

function isClosing(token: string | undefined): boolean {
  return token === '}' || token === ']';
}
