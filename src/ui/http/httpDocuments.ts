import * as vscode from 'vscode';
import { findFunctionsFolder } from '../../functions/scan/functionsFolder';
import type { Project, Services } from '../services';

/** By name too: an extension may give such files another language. */
export const httpSelector: vscode.DocumentSelector = [
  { language: 'http', scheme: 'file' },
  { pattern: '**/*.{http,rest}', scheme: 'file' },
];

const otherClients = ['humao.rest-client', 'anweber.vscode-httpyac'];

/** Whether another extension sends `.http` files too, and has lenses of its own. */
export function hasOtherClient(): boolean {
  return otherClients.some((id) => vscode.extensions.getExtension(id) !== undefined);
}

/** The project that owns a file; `undefined` outside of all open folders. */
export function ownerOf({ projects }: Services, uri: vscode.Uri): Project | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return projects.all.find(({ id }) => id === folder?.uri.toString());
}

/** The owner where it has functions to send to; other folders' files are none of this product's. */
export async function functionsOwner(
  services: Services,
  document: vscode.TextDocument,
): Promise<Project | undefined> {
  const project = ownerOf(services, document.uri);
  if (project?.folder === undefined) return undefined;
  return (await findFunctionsFolder(project.folder)) === undefined ? undefined : project;
}
