import * as path from 'node:path';
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { FinishedCheck } from './finishedCheck';
import { savedCheckSchema, type SavedCheck } from './checkSchema';

/** How files with saved schedules end. */
export const checkFileEnding = '.check.json';

/** Beside the function, under its name; a schedule that was saved before is replaced. */
export async function saveCheck({ file, options, outcome }: FinishedCheck): Promise<vscode.Uri> {
  const run = outcome.shrunk ?? outcome.failed;
  if (!run) throw new Error(vscode.l10n.t('Nothing went wrong, so there is nothing to save.'));
  const { invariant } = options;
  const saved: SavedCheck = {
    requests: run.asked.map(({ path: asked, method, headers, body, node }) => ({
      path: asked,
      ...(method === undefined ? {} : { method }),
      ...(headers === undefined || Object.keys(headers).length === 0 ? {} : { headers }),
      ...(body === undefined ? {} : { body }),
      ...(node === undefined ? {} : { node }),
    })),
    ...{ times: 1, seed: outcome.seed, schedule: [...run.schedule] },
    ...(invariant === undefined || invariant === '' ? {} : { invariant }),
  };
  const { dir, name } = path.parse(file);
  const uri = vscode.Uri.file(path.join(dir, `${name}${checkFileEnding}`));
  const text = `${JSON.stringify(saved, undefined, 2)}\n`;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** @throws Error with a sentence where the file holds something else */
export async function readCheck(uri: vscode.Uri): Promise<SavedCheck> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  try {
    return v.parse(savedCheckSchema, JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const name = vscode.workspace.asRelativePath(uri);
    throw new Error(vscode.l10n.t('{0} is no saved schedule: {1}', name, reason));
  }
}

/** The function that a saved schedule stands beside, as far as one is there. */
export async function functionBeside(uri: vscode.Uri): Promise<string | undefined> {
  const base = uri.fsPath.slice(0, -checkFileEnding.length);
  for (const ending of ['.ts', '.js', '.tsx', '.jsx', '.cjs']) {
    const file = vscode.Uri.file(base + ending);
    const found = await vscode.workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    if (found) return file.fsPath;
  }
  return undefined;
}
