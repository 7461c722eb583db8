/** What a line of an `.http` file is by its first characters, wherever it stands. */

/** As VS Code splits a text, so that line numbers agree. */
export function splitLines(text: string): readonly string[] {
  return text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
}

/** `###`, which ends a request and may name the next one. */
export function isSeparator(line: string): boolean {
  return line.startsWith('###');
}

/** `#` or `//`, in every part of a request, the body included: both tools document it so. */
export function isComment(line: string): boolean {
  return /^\s*(?:#|\/\/)/.test(line);
}

export function isBlank(line: string): boolean {
  return line.trim() === '';
}

/** `# @name getUser`, also with `//`, and with `=` as JetBrains writes it. */
export function nameDirective(line: string): string | undefined {
  return /^\s*(?:#+|\/\/)\s*@name(?:\s*=\s*|\s+)(\S.*?)\s*$/.exec(line)?.[1];
}

/** What begins a script of the JetBrains client, which is not run: `> {%`, `< {%`. */
export function beginsScript(line: string): boolean {
  return /^\s*[<>]\s*\{%/.test(line);
}

/**
 * A line of the JetBrains client that has no effect here: a script in a file, and where responses
 * were saved or are to be saved.
 */
export function isIgnored(line: string): boolean {
  return /^(?:>\s+\S+\.(?:js|mjs|ts)|<>\s+\S.*|>>!?\s+\S.*)\s*$/.test(line);
}

export interface FileReference {
  readonly path: string;
  readonly column: number;
  readonly variables: boolean;
}

/** `< ./body.json`; `<@ ./body.json` and `<@utf8 ./body.json` replace variables in it. */
export function fileReference(line: string): FileReference | undefined {
  const match = /^(<(@[\w-]*)?\s+)(\S.*?)\s*$/.exec(line);
  if (match === null) return undefined;
  const [, before = '', at, path = ''] = match;
  return { path, column: before.length, variables: at !== undefined };
}

/** Lines of a form that begin with `&` go on where the last one ended. */
export function continuesForm(line: string): boolean {
  return line.startsWith('&');
}
