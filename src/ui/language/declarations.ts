import * as vscode from 'vscode';
import { fileExists } from '../fileExists';
import {
  declarationFile,
  declarationMarker,
  declarationText,
  type DeclaredVariable,
} from '../../functions/declarations/declarationText';
import type { Project } from '../services';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export function declarationUri({ uri }: Project): vscode.Uri {
  return vscode.Uri.joinPath(uri, declarationFile);
}

/** What stands in the project's declarations; `undefined` where there are none. */
async function readDeclarations(project: Project): Promise<string | undefined> {
  try {
    return decoder.decode(await vscode.workspace.fs.readFile(declarationUri(project)));
  } catch {
    return undefined;
  }
}

const isOurs = (text: string): boolean => text.startsWith(declarationMarker);

/** Whether VS Code's own completion knows the variables. */
export async function hasDeclarations(project: Project): Promise<boolean> {
  const text = await readDeclarations(project);
  return text !== undefined && isOurs(text) && (await hasConfiguration(project));
}

/** Whether the project tells TypeScript which files belong together. */
export async function hasConfiguration({ uri }: Project): Promise<boolean> {
  const found = await Promise.all(
    ['jsconfig.json', 'tsconfig.json'].map((name) => fileExists(vscode.Uri.joinPath(uri, name))),
  );
  return found.includes(true);
}

/**
 * Writes the project's declarations where they have changed.
 *
 * @throws Error where a file of that name is there that is not ours
 */
export async function writeDeclarations(
  project: Project,
  variables: readonly DeclaredVariable[],
): Promise<void> {
  const before = await readDeclarations(project);
  if (before !== undefined && !isOurs(before)) {
    throw new Error(
      vscode.l10n.t(
        '{0} is there already and was not made by Pages KV. Rename or delete it, then try again.',
        declarationFile,
      ),
    );
  }
  const text = declarationText(variables);
  if (before === text) return;
  await vscode.workspace.fs.writeFile(declarationUri(project), encoder.encode(text));
}

/** Writes them anew where they are there and ours. */
export async function refreshDeclarations(
  project: Project,
  load: () => Promise<readonly DeclaredVariable[] | undefined>,
): Promise<void> {
  const before = await readDeclarations(project);
  if (before === undefined || !isOurs(before)) return;
  const variables = await load();
  if (variables) await writeDeclarations(project, variables);
}
