import * as vscode from 'vscode';
import type { CodePlace } from '../rpc/hostApi';

/** Opens a place of the code; says whether there was one. */
export async function openPlace(place: CodePlace | undefined): Promise<boolean> {
  if (!place) return false;
  const start = new vscode.Position(Math.max(0, place.line - 1), Math.max(0, place.column - 1));
  const selection = new vscode.Range(start, start);
  await vscode.window.showTextDocument(vscode.Uri.file(place.file), { selection, preview: true });
  return true;
}
