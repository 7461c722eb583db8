import * as vscode from 'vscode';
import type { Services } from '../services';

/** Starts the projects whose settings ask for it: now, when trust is given, when one is added. */
export function startOnOpen(services: Services): vscode.Disposable {
  const started = new Set<string>();
  const start = () => {
    if (!vscode.workspace.isTrusted) return;
    for (const project of services.projects.all) {
      if (started.has(project.id)) continue;
      if (!services.settings.functions(project).startOnOpen) continue;
      started.add(project.id);
      services.functions.start(project).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        services.log.error(`${project.name}: ${message}`);
        void vscode.window.showErrorMessage(message);
      });
    }
  };
  start();
  return vscode.Disposable.from(
    vscode.workspace.onDidGrantWorkspaceTrust(start),
    services.projects.onDidChange(start),
  );
}
