import * as vscode from 'vscode';

/** Asks before something is lost; `detail` says what else goes with it. */
export async function confirm(message: string, detail: string, button: string): Promise<boolean> {
  const choice = await vscode.window.showWarningMessage(message, { modal: true, detail }, button);
  return choice === button;
}
