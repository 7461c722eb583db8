import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import { acceptedForm, type PageForm } from './acceptedForm';
import { maskSecrets } from './maskSecrets';
import type { SourceLine } from './sourceExcerpt';

/** What a person must know to mend a function; texts are shown as text. */
export interface FunctionFailure {
  readonly message: string;
  /** File of the function, relative to the project. */
  readonly function: string;
  /** Where it failed, relative to the project: in the function, or in what it imports. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The lines around it; empty where they cannot be read. */
  readonly source: readonly SourceLine[];
  /** Stack trace in terms of the source; may be empty. */
  readonly stack: string;
}

export interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Status that EdgeOne uses for errors of functions. */
export const functionErrorStatus = 545;

const style =
  ':root{color-scheme:light dark}' +
  'body{font:16px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:60rem;padding:0 1rem}' +
  'h1{font-size:1.5rem}pre{font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;' +
  'overflow-wrap:anywhere;padding:1rem;border:1px solid #8886;border-radius:4px}' +
  '.source{white-space:pre;overflow-x:auto;overflow-wrap:normal;padding:1rem 0}' +
  '.source span{display:block;padding:0 1rem;border-left:4px solid #0000}' +
  '.source .fails{background:#f003;border-left-color:#d33;font-weight:600}';
const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'`;
const types: Readonly<Record<PageForm, string>> = {
  text: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

/**
 * The error page in the form that the client asks for.
 *
 * @param secrets values of the project's environment, which an error or the source may quote
 */
export function errorPage(
  failure: FunctionFailure,
  accept: string | undefined,
  secrets: readonly string[],
): Page {
  const form = acceptedForm(accept);
  return {
    headers: {
      'cache-control': 'no-store',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'content-type': types[form],
    },
    body: bodyOf(withoutSecrets(failure, secrets), form),
  };
}

function bodyOf(failure: FunctionFailure, form: PageForm): string {
  switch (form) {
    case 'html':
      return html(failure);
    case 'json':
      return `${JSON.stringify({ error: failure }, undefined, 2)}\n`;
    case 'text':
      return text(failure);
    default:
      return form satisfies never;
  }
}

function text(failure: FunctionFailure): string {
  const parts = [
    `${titleOf(failure)}\n${placeOf(failure)}\n${failure.message}`,
    sourceLines(failure.source).join('\n'),
    failure.stack,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function html(failure: FunctionFailure): string {
  const title = escapeHtml(titleOf(failure));
  const source = sourceLines(failure.source).map((line, index) => {
    const mark = failure.source[index]?.fails ? ' class="fails"' : '';
    return `<span${mark}>${escapeHtml(line)}</span>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
<h1>${title}</h1>
<p><code>${escapeHtml(placeOf(failure))}</code></p>
<pre>${escapeHtml(failure.message)}</pre>
${source.length === 0 ? '' : `<pre class="source" tabindex="0">${source.join('')}</pre>`}
${failure.stack === '' ? '' : `<pre>${escapeHtml(failure.stack)}</pre>`}
</html>
`;
}

/** The line that fails has a mark that needs no colour. */
function sourceLines(source: readonly SourceLine[]): readonly string[] {
  const width = String(source.at(-1)?.number ?? 0).length;
  return source.map(({ number, text: code, fails }) =>
    `${fails ? '>' : ' '} ${String(number).padStart(width)} | ${code}`.trimEnd(),
  );
}

function titleOf(failure: FunctionFailure): string {
  return l10n.t('{0}: the function {1} failed', functionErrorStatus, failure.function);
}

function placeOf({ file, line, column }: FunctionFailure): string {
  return `${file}:${line}:${column}`;
}

function withoutSecrets(failure: FunctionFailure, secrets: readonly string[]): FunctionFailure {
  const hide = maskSecrets(secrets);
  return {
    ...failure,
    message: hide(failure.message),
    source: failure.source.map((line) => ({ ...line, text: hide(line.text) })),
    stack: hide(failure.stack),
  };
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
