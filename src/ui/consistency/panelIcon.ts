import * as vscode from 'vscode';

/** The product's icon, as it can be seen on a tab of either kind of theme. */
export function panelIcon(extensionUri: vscode.Uri): { light: vscode.Uri; dark: vscode.Uri } {
  const icon = (kind: string) => vscode.Uri.joinPath(extensionUri, 'media', `pages-kv-${kind}.svg`);
  return { light: icon('light'), dark: icon('dark') };
}
