import type {
  BodyLine,
  FileVariable,
  HttpFileRequest,
  HttpProblem,
  Piece,
  RequestHeader,
} from './httpFile';
import {
  beginsScript,
  fileReference,
  isBlank,
  isComment,
  isIgnored,
  isSeparator,
  nameDirective,
} from './lines';
import { parseHeader } from './parseHeader';
import { parseRequestLine } from './requestLine';

export interface Section {
  readonly variables: readonly FileVariable[];
  /** Absent where the section has comments and variables only. */
  readonly request?: HttpFileRequest;
}

interface Line {
  readonly text: string;
  readonly line: number;
}

/** Reads the lines between two separators, the upper one included. */
export function parseSection(
  lines: readonly string[],
  section: { readonly first: number; readonly last: number },
): Section {
  const all = lines
    .slice(section.first, section.last + 1)
    .map((text, index) => ({ text, line: section.first + index }));
  const title = all[0] && isSeparator(all[0].text) ? all[0].text.replace(/^#+/, '').trim() : '';
  const content = withoutScripts(
    title === '' && !isSeparator(all[0]?.text ?? '') ? all : all.slice(1),
  );
  const names = content.flatMap(({ text }) => nameDirective(text) ?? []);
  const told = content.filter(({ text }) => !isComment(text));
  const start = told.findIndex(({ text }) => isRequestLine(text));
  const before = start < 0 ? told : told.slice(0, start);
  const variables = before.flatMap(variableOf);
  const first = told[start];
  // A response that was pasted into the file is no request.
  if (!first || /^\s*HTTP\/[\d.]+\s/.test(first.text)) return { variables };
  const name = names[0] ?? title;
  const request = parseRequest(first, told.slice(start + 1));
  return {
    variables,
    request: { ...(name === '' ? {} : { name }), line: first.line, section, ...request },
  };
}

function isRequestLine(text: string): boolean {
  return (
    !isBlank(text) && !isVariable(text) && fileReference(text) === undefined && !isIgnored(text)
  );
}

function isVariable(text: string): boolean {
  return /^\s*@[^\s=]+\s*=/.test(text);
}

function variableOf({ text, line }: Line): readonly FileVariable[] {
  const match = /^(\s*@([^\s=]+)\s*=\s*)(.*?)\s*$/.exec(text);
  if (match === null) return [];
  const [, before = '', name = '', value = ''] = match;
  return [{ name, value: { text: value, line, column: before.length } }];
}

// The client of JetBrains runs scripts before a request and after its response.
function withoutScripts(lines: readonly Line[]): readonly Line[] {
  let inside = false;
  return lines.filter(({ text }) => {
    const script = inside || beginsScript(text);
    inside = script && !text.includes('%}');
    return !script;
  });
}

function parseRequest(first: Line, rest: readonly Line[]) {
  const { method, target, problem } = parseRequestLine(first.text, first.line);
  const blank = rest.findIndex(({ text }) => isBlank(text));
  const head = (blank < 0 ? rest : rest.slice(0, blank)).filter(({ text }) => !isIgnored(text));
  const count = head.findIndex(({ text }) => !/^\s*[?&/]/.test(text));
  const further = (count < 0 ? head : head.slice(0, count)).map(trimmed);
  const headers: RequestHeader[] = [];
  const problems: HttpProblem[] = problem ? [problem] : [];
  for (const { text, line } of count < 0 ? [] : head.slice(count)) {
    const header = parseHeader(text, line);
    if ('kind' in header) problems.push(header);
    else headers.push(header);
  }
  const body = blank < 0 ? [] : bodyOf(rest.slice(blank));
  return { method, target: [target, ...further], headers, body, problems };
}

function trimmed({ text, line }: Line): Piece {
  return { text: text.trim(), line, column: text.length - text.trimStart().length };
}

/** Blank lines around a body belong to the file. */
function bodyOf(lines: readonly Line[]): readonly BodyLine[] {
  const told = lines.filter(({ text }) => !isIgnored(text));
  const first = told.findIndex(({ text }) => !isBlank(text));
  if (first < 0) return [];
  const last = told.findLastIndex(({ text }) => !isBlank(text));
  return told.slice(first, last + 1).map(({ text, line }) => {
    const file = fileReference(text);
    if (!file) return { kind: 'text', text: { text, line, column: 0 } };
    const { path, column, variables } = file;
    return { kind: 'file', path: { text: path, line, column }, variables };
  });
}
