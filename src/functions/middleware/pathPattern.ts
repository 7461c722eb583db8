/** One piece of a path pattern: a text, or something that varies. */
interface Piece {
  readonly prefix: string;
  /** A regular expression; empty where the piece is a text in braces. */
  readonly inner: string;
  readonly suffix: string;
  readonly modifier: string;
}

/** A parameter without a pattern of its own takes one segment. */
const segment = '[^\\/#\\?]+?';

/**
 * A path pattern as a regular expression: `:name`, `(expression)`, `{group}`, each with `*`, `+` or
 * `?` behind it. A `/` or `.` before a parameter belongs to it, so that `/api/:path*` matches
 * `/api` too. A slash at the end of the path does not count. [CLI]
 *
 * @throws SyntaxError where the text is no such pattern
 */
export function pathExpression(pattern: string): string {
  let at = 0;
  let result = '^';

  function modifier(): string {
    const found = /^[*+?]/.exec(pattern.slice(at))?.[0] ?? '';
    at += found.length;
    return found;
  }

  /** A name, an expression or both; `undefined` where there is neither. */
  function parameter(): string | undefined {
    const [name] = /^:\w+/.exec(pattern.slice(at)) ?? [];
    at += name?.length ?? 0;
    const inner = pattern[at] === '(' ? expression() : undefined;
    return inner ?? (name === undefined ? undefined : segment);
  }

  function expression(): string {
    const start = at;
    if (pattern[at + 1] === '?') throw new SyntaxError(`unexpected "?" at ${at + 1}`);
    for (let depth = 0; at < pattern.length; at++) {
      if (pattern[at] === '\\') at++;
      else if (pattern[at] === '(') depth++;
      else if (pattern[at] === ')' && --depth === 0) {
        const inner = pattern.slice(start + 1, at++);
        if (inner === '') throw new SyntaxError(`empty parentheses at ${start}`);
        return inner;
      }
    }
    throw new SyntaxError(`"(" at ${start} is not closed`);
  }

  function text(): string {
    let found = '';
    for (; at < pattern.length && !/[*+?{}:(]/.test(pattern.charAt(at)); at++) {
      if (pattern[at] === '\\') at++;
      found += pattern.charAt(at);
    }
    return found;
  }

  function group(): Piece {
    const start = at++;
    const prefix = text();
    const inner = parameter() ?? '';
    const suffix = text();
    if (pattern[at] !== '}') throw new SyntaxError(`"{" at ${start} is not closed`);
    at++;
    return { prefix, inner, suffix, modifier: modifier() };
  }

  while (at < pattern.length) {
    const plain = text();
    const isPrefixed = /[./]$/.test(plain);
    const before = at;
    const inner = parameter();
    if (inner !== undefined) {
      const prefix = isPrefixed ? plain.slice(-1) : '';
      result += escaped(isPrefixed ? plain.slice(0, -1) : plain);
      result += pieceExpression({ prefix, inner, suffix: '', modifier: modifier() });
      continue;
    }
    result += escaped(plain);
    if (pattern[at] === '{') result += pieceExpression(group());
    else if (at === before && at < pattern.length) {
      throw new SyntaxError(`unexpected "${pattern.charAt(at)}" at ${at}`);
    }
  }
  return `${result}[\\/#\\?]?$`;
}

function pieceExpression({ prefix, inner, suffix, modifier }: Piece): string {
  const [first, last] = [escaped(prefix), escaped(suffix)];
  if (inner === '') return `(?:${first}${last})${modifier}`;
  const repeats = modifier === '*' || modifier === '+';
  if ((first === '' && last === '') || !repeats) {
    return `(?:${first}(?:${inner})${last})${modifier}`;
  }
  const all = `(?:${first}(?:${inner})(?:${last}${first}(?:${inner}))*${last})`;
  return modifier === '*' ? `${all}?` : all;
}

function escaped(text: string): string {
  return text.replace(/[.+*?=^!:${}()[\]|/\\]/g, '\\$&');
}
