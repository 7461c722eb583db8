import { beginsScript, fileReference, isBlank, isComment, isIgnored, isSeparator } from './lines';
import { joinsForm, lineEnd } from './resolveRequest';
import type { FileVariable } from './httpFile';

/** A request whose variables have their values. */
export interface PlainRequest {
  readonly method: string;
  /** `/` first. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Absent where none is sent. */
  readonly body?: string;
}

/** What the syntax has no place for is put in by variables, each defined where it is needed. */
const protections = {
  empty: '',
  braces: '{{',
  lf: '\\n',
  cr: '\\r',
} as const;

type Protection = keyof typeof protections;

/**
 * A request as text, from `###` to a line end; read back it is the same request.
 *
 * A line of the body that would be taken for a comment, a separator or a file begins with
 * `{{empty}}`, and `@empty =` stands above the request. REST Client understands that too.
 *
 * @param known variables of the file it goes to, whose names are not used for something else
 */
export function writeRequest(request: PlainRequest, known: readonly FileVariable[] = []): string {
  const used = new Map<Protection, string>();
  const use = (protection: Protection): string => {
    const name = used.get(protection) ?? freeName(protection, known);
    used.set(protection, name);
    return `{{${name}}}`;
  };
  const { method, path, headers } = request;
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const head = [
    `${method} ${inline(path, use)} HTTP/1.1`,
    ...headers.map(([name, value]) => headerLine(name, value, use)),
  ];
  const body = request.body === undefined ? [] : ['', ...bodyLines(request.body, type, use)];
  const variables = [...used].map(([key, name]) => `@${name} = ${protections[key]}`.trimEnd());
  return [`### ${method} ${path}`, ...variables, ...head, ...body, ''].join('\n');
}

function freeName(protection: Protection, known: readonly FileVariable[]): string {
  const taken = new Map(known.map(({ name, value }) => [name, value.text]));
  const fits = (name: string) =>
    (taken.get(name) ?? protections[protection]) === protections[protection];
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? protection : `${protection}${number}`;
    if (fits(name)) return name;
  }
}

type Use = (protection: Protection) => string;

function inline(text: string, use: Use): string {
  return text.replace(/\{\{|\r|\n/g, (sign) =>
    use(sign === '\r' ? 'cr' : sign === '\n' ? 'lf' : 'braces'),
  );
}

function headerLine(name: string, value: string, use: Use): string {
  // Names may begin with `#` and `&`; space around a value would be the line's.
  const guarded = /^[#&]/.test(name) ? `${use('empty')}${name}` : name;
  const around = value.trim() === value ? '' : use('empty');
  return `${guarded}: ${around}${inline(value, use)}${around}`.trimEnd();
}

function bodyLines(body: string, type: string, use: Use): readonly string[] {
  const lines = body.split(lineEnd(type)).map((line) => inline(line, use));
  return lines.map((line, index) => {
    const atEdge = index === 0 || index === lines.length - 1;
    const guard = isSpecial(line, type) || (atEdge && isBlank(line));
    // Editors that trim the ends of lines would change the body.
    const end = /\s$/.test(line) ? use('empty') : '';
    return `${guard ? use('empty') : ''}${line}${end}`;
  });
}

function isSpecial(line: string, type: string): boolean {
  return (
    isSeparator(line) ||
    isComment(line) ||
    beginsScript(line) ||
    isIgnored(line) ||
    fileReference(line) !== undefined ||
    joinsForm(type, line)
  );
}
