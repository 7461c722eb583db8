import type { HttpProblem, RequestHeader } from './httpFile';

/** Reads `name: value`; both may hold variables, so the value is looked at when it is known. */
export function parseHeader(text: string, line: number): RequestHeader | HttpProblem {
  const column = text.length - text.trimStart().length;
  const colon = text.indexOf(':');
  if (colon < 0) return { kind: 'noColon', text: text.trim(), line, column };
  const name = text.slice(column, colon).trimEnd();
  const plain = name.replace(/\{\{[^{}]*\}\}/g, 'x');
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(plain)) {
    return { kind: 'headerName', text: name, line, column };
  }
  const after = text.slice(colon + 1);
  const space = after.length - after.trimStart().length;
  return {
    name: { text: name, line, column },
    value: { text: after.trim(), line, column: colon + 1 + space },
  };
}
