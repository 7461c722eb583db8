import * as vscode from 'vscode';
import { askAndReport } from './command';

/** Says what was done, with the button that takes it back. */
export function offerUndo(
  log: vscode.LogOutputChannel,
  message: string,
  takeBack: () => Promise<void>,
): void {
  const undo = vscode.l10n.t('Undo');
  void vscode.window.showInformationMessage(message, undo).then(async (choice) => {
    if (choice === undo) await askAndReport(log, 'undo', takeBack);
  });
}
