import * as vscode from 'vscode';
import type { Project } from '../services';

const asking = new Set<string>();

/** Says once that a function host is gone, and offers to start it again. */
export async function reportCrash(
  project: Project,
  log: vscode.LogOutputChannel,
  reason: unknown,
  start: () => Promise<unknown>,
): Promise<void> {
  const message = vscode.l10n.t(
    'The process that runs the functions of {0} ended unexpectedly.',
    project.name,
  );
  log.error(message, reason instanceof Error ? reason : JSON.stringify(reason) || '');
  if (asking.has(project.id)) return;
  asking.add(project.id);
  const restart = vscode.l10n.t('Restart');
  const showLog = vscode.l10n.t('Show Log');
  const choice = await vscode.window.showErrorMessage(message, restart, showLog).then(
    (answer) => answer,
    () => undefined,
  );
  asking.delete(project.id);
  if (choice === showLog) log.show();
  if (choice !== restart) return;
  try {
    await start();
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
