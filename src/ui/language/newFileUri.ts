import * as vscode from 'vscode';
import type { NewFile } from '../../functions/lint/finding';
import { freeName } from './freeName';

/**
 * Where a fix of a function makes its file: beside the function, or above the folders whose part of
 * the path is a parameter, since a route of its own has one address.
 *
 * @returns `undefined` where the folder cannot be read
 */
export async function newFileUri(
  document: vscode.TextDocument,
  { name, extension }: NewFile,
): Promise<vscode.Uri | undefined> {
  let folder = vscode.Uri.joinPath(document.uri, '..');
  while (/\/\[[^/]*$/.test(folder.path)) folder = vscode.Uri.joinPath(folder, '..');
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const free = freeName(
      name,
      entries.map(([entry]) => entry),
    );
    return vscode.Uri.joinPath(folder, `${free}.${extension}`);
  } catch {
    // Whoever types shall not hear of it: this fix is not offered.
    return undefined;
  }
}
