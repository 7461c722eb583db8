import * as vscode from 'vscode';

/** Shows in the Accounts view that work goes on. */
export async function withViewProgress<R>(work: () => Promise<R>): Promise<R> {
  return vscode.window.withProgress({ location: { viewId: 'pagesKv.accounts' } }, work);
}
