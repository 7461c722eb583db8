import path from 'node:path';
import * as vscode from 'vscode';
import { requestAt } from '../../functions/httpFile/httpFile';
import { parseHttpFile } from '../../functions/httpFile/parseHttpFile';
import type { Services } from '../services';
import type { WrittenRequest } from './prepareRequest';

/** Which request of a file is meant; neither: the only one. */
export interface RequestChoice {
  /** From 1. */
  readonly line?: number | undefined;
  readonly name?: string | undefined;
}

/** A file by its absolute path, or by the one inside its project. */
export function fileUri({ projects }: Services, file: string, project?: string): vscode.Uri {
  if (path.isAbsolute(file)) return vscode.Uri.file(file);
  return vscode.Uri.joinPath(projects.find(project).uri, file);
}

/**
 * Reads a file of requests, with what is not saved yet where it is open.
 *
 * @throws Error with a sentence where the file or the request is not there
 */
export async function findRequest(uri: vscode.Uri, choice: RequestChoice): Promise<WrittenRequest> {
  const document = await openDocument(uri);
  const file = parseHttpFile(document.getText());
  const { line, name } = choice;
  if (line !== undefined) {
    const request = requestAt(file, line - 1);
    if (request) return { uri, file, request };
    throw new Error(vscode.l10n.t('{0} has no request at line {1}.', uri.fsPath, line));
  }
  const fitting = file.requests.filter((request) => name === undefined || request.name === name);
  const [request, second] = fitting;
  if (request && !second) return { uri, file, request };
  if (name !== undefined && !request) {
    throw new Error(vscode.l10n.t('{0} has no request called "{1}".', uri.fsPath, name));
  }
  throw new Error(
    request
      ? vscode.l10n.t('{0} has several such requests. Give the line of one.', uri.fsPath)
      : vscode.l10n.t('{0} has no request.', uri.fsPath),
  );
}

async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    throw new Error(vscode.l10n.t('{0} could not be read.', uri.fsPath), { cause: error });
  }
}
