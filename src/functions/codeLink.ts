import type { CodePlace } from '../rpc/hostApi';

/**
 * A place in the source, in the form that becomes a link in VS Code's output channels.
 *
 * Those links begin with the path of a workspace folder; `path:line:column` may have no space below
 * that folder, while `path:line N, column M` may (VS Code's OutputLinkComputer, 1.101 and later).
 */
export function codeLink({ file, line, column }: CodePlace): string {
  return / /.test(file) ? `${file}:line ${line}, column ${column}` : `${file}:${line}:${column}`;
}
