import * as vscode from 'vscode';

const saidMs = 5_000;

/** Says in the status bar that something was done which no view shows. */
export function sayDone(message: string): void {
  vscode.window.setStatusBarMessage(message, saidMs);
}
