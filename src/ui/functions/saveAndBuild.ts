import * as vscode from 'vscode';
import type { FunctionsService } from '../services';
import type { HandlerTarget } from './handlerTarget';

const buildMsMax = 3_000;

/**
 * Saves the handler's file, as VS Code does before it runs a file: the function host reads files.
 *
 * Where the host runs already, waits until it has built what was saved.
 */
export async function saveAndBuild(
  functions: FunctionsService,
  { project, route }: HandlerTarget,
): Promise<void> {
  const uri = vscode.Uri.file(route.file).toString();
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  if (!document?.isDirty) return;
  const running = functions.state(project).kind === 'running';
  const built = running ? nextBuild(functions, project.id) : undefined;
  if (!(await document.save())) {
    throw new Error(vscode.l10n.t('{0} could not be saved, so it was not run.', route.file));
  }
  await built;
}

// Each build of the host ends with its table of routes; a broken one may end without.
function nextBuild(functions: FunctionsService, projectId: string): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    };
    const listening = functions.onDidChangeRoutes((project) => {
      if (project.id === projectId) finish();
    });
    const timer = setTimeout(finish, buildMsMax);
  });
}
