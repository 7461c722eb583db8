import * as vscode from 'vscode';
import type { CodePlace } from '../rpc/hostApi';

/** Opens a place of the code; says whether there was one. */
export async function openPlace(place: CodePlace | undefined): Promise<boolean> {
  if (!place) return false;
  const start = new vscode.Position(Math.max(0, place.line - 1), Math.max(0, place.column - 1));
  const selection = new vscode.Range(start, start);
  const uri = vscode.Uri.file(place.file);
  await vscode.window.showTextDocument(uri, {
    ...{ selection, preview: true, viewColumn: columnOf(uri) },
  });
  return true;
}

/** Where the file is open already, the active column first; code is not shown twice. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const holds = ({ tabs }: vscode.TabGroup): boolean =>
    tabs.some(
      ({ input }) =>
        input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    );
  const group = [activeTabGroup, ...all].find(holds);
  return group?.viewColumn ?? vscode.ViewColumn.Active;
}
