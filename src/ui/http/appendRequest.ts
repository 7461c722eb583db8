import * as vscode from 'vscode';
import { fileExists } from '../fileExists';
import { parseHttpFile } from '../../functions/httpFile/parseHttpFile';
import { writeRequest, type PlainRequest } from '../../functions/httpFile/writeRequest';
import { nodeHeader } from '../../rpc/hostApi';
import { escapePath } from '../functions/routePath';
import type { RunRequest } from '../services';

/** What is written for a run; the edge node becomes the header that chooses it. */
export function plainOf(request: RunRequest): PlainRequest {
  const { method = 'GET', path, headers = {}, body, node } = request;
  const others = Object.entries(headers).filter(
    ([name]) => node === undefined || name.toLowerCase() !== nodeHeader,
  );
  return {
    method: method.toUpperCase(),
    path: escapePath(path),
    headers: [...(node === undefined ? [] : [[nodeHeader, node] as const]), ...others],
    ...(body === undefined ? {} : { body: Buffer.from(body).toString() }),
  };
}

/**
 * Writes a request at the end of a file, which need not exist yet.
 *
 * A file that was edited and not saved stays so; any other is saved.
 *
 * @returns the line of the request, from 0
 */
export async function appendRequest(
  uri: vscode.Uri,
  request: RunRequest,
): Promise<{ readonly document: vscode.TextDocument; readonly line: number }> {
  if (!(await fileExists(uri))) await vscode.workspace.fs.writeFile(uri, new Uint8Array());
  const document = await vscode.workspace.openTextDocument(uri);
  const before = document.getText();
  const wasDirty = document.isDirty;
  const written = writeRequest(plainOf(request), parseHttpFile(before).variables);
  const gap = before.trim() === '' ? '' : /(?:\n|\r)\s*$/.test(before) ? '\n' : '\n\n';
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, document.lineAt(document.lineCount - 1).range.end, gap + written);
  if (!(await vscode.workspace.applyEdit(edit)) || (!wasDirty && !(await document.save()))) {
    throw new Error(vscode.l10n.t('The request could not be written to {0}.', uri.fsPath));
  }
  const line = parseHttpFile(document.getText()).requests.at(-1)?.line ?? 0;
  return { document, line };
}
