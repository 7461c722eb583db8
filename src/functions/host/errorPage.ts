import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';

/** What a person must know to mend a function; texts are shown as text. */
export interface FunctionFailure {
  readonly message: string;
  /** Relative to the project. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
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
  'body{font:16px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:52rem;padding:0 1rem;' +
  'color-scheme:light dark}pre{font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;' +
  'overflow-wrap:anywhere;padding:1rem;border:1px solid #8886;border-radius:4px}';
const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'`;

/** The error page in the form that the client asks for. */
export function errorPage(
  failure: FunctionFailure,
  accept: string | undefined,
  secrets: readonly string[],
): Page {
  const clean = withoutSecrets(failure, secrets);
  const common = {
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
  };
  if (accept?.includes('text/html')) {
    return {
      headers: { ...common, 'content-type': 'text/html; charset=utf-8' },
      body: html(clean),
    };
  }
  if (accept?.includes('application/json')) {
    const body = `${JSON.stringify({ error: clean }, undefined, 2)}\n`;
    return { headers: { ...common, 'content-type': 'application/json; charset=utf-8' }, body };
  }
  const body = `${titleOf(clean)}\n${placeOf(clean)}\n${clean.message}\n\n${clean.stack}\n`;
  return { headers: { ...common, 'content-type': 'text/plain; charset=utf-8' }, body };
}

function html(failure: FunctionFailure): string {
  const title = escapeHtml(titleOf(failure));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
<h1>${title}</h1>
<p><code>${escapeHtml(placeOf(failure))}</code></p>
<pre>${escapeHtml(failure.message)}</pre>
<pre>${escapeHtml(failure.stack)}</pre>
</html>
`;
}

function titleOf(failure: FunctionFailure): string {
  return l10n.t('{0}: the function {1} failed', functionErrorStatus, failure.file);
}

function placeOf({ file, line, column }: FunctionFailure): string {
  return `${file}:${line}:${column}`;
}

/** Values of the environment are secrets, and an error may quote them. */
function withoutSecrets(failure: FunctionFailure, secrets: readonly string[]): FunctionFailure {
  const hide = (text: string): string =>
    // Longest first: one may be part of another. Short ones are words, not secrets.
    [...secrets]
      .filter((secret) => secret.length >= 4)
      .sort((a, b) => b.length - a.length)
      .reduce((rest, secret) => rest.replaceAll(secret, '•••'), text);
  return { ...failure, message: hide(failure.message), stack: hide(failure.stack) };
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
