import type { HttpProblem, Piece } from './httpFile';

/** First words of what other tools send, and this product does not. */
const unsupported: ReadonlySet<string> = new Set([
  'CURL',
  'GRAPHQL',
  'GRPC',
  'IMPORT',
  'RSOCKET',
  'RUN',
  'WEBSOCKET',
  'WSS',
]);

export interface RequestLine {
  readonly method: string;
  readonly target: Piece;
  readonly problem?: HttpProblem;
}

/** Reads `METHOD target HTTP/1.1`; the method, then `GET`, and the version may be absent. */
export function parseRequestLine(text: string, line: number): RequestLine {
  const [, space = '', word = '', gap = '', rest = ''] = /^(\s*)(\S+)(\s*)(.*)$/.exec(text) ?? [];
  // No address is a word of letters alone, so `GET` without one is a mistake.
  const isMethod = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(word) && (rest !== '' || isName(word));
  const method = isMethod ? word.toUpperCase() : 'GET';
  const column = isMethod ? space.length + word.length + gap.length : space.length;
  const target = withoutVersion(isMethod ? rest : text.slice(column));
  const piece = { text: target, line, column };
  const problem = problemOf(method, { text: word, line, column: space.length }, target);
  return problem ? { method, target: piece, problem } : { method, target: piece };
}

function isName(word: string): boolean {
  return /^[A-Za-z-]+$/.test(word);
}

function withoutVersion(text: string): string {
  return text.replace(/(?:^|\s+)HTTP\/[\d.]+\s*$/i, '').trim();
}

function problemOf(method: string, word: Piece, target: string): HttpProblem | undefined {
  if (unsupported.has(method)) return { kind: 'unsupported', ...word };
  return target === '' ? { kind: 'noTarget', ...word } : undefined;
}
