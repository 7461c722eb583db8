import * as vscode from 'vscode';
import type { ViewElement } from '../viewElement';
import type { TreeElement } from './elements';

/**
 * What a key pressed in a view is about: the row that has the focus, together with what is
 * selected where that row is part of it. So it is in the Explorer.
 *
 * An extension is told what is selected, but arrow keys move the focus only. The command that
 * takes the focused row into the selection shows which one that is.
 *
 * @param selection what is selected now
 */
export async function selectionAtFocus(
  selection: () => readonly ViewElement[],
): Promise<readonly ViewElement[]> {
  const before = selection();
  await toggleFocused();
  // A refresh in between makes new elements with the same ids.
  const ids = new Set(before.map(idOf));
  const focused = selection().find((element) => !ids.has(idOf(element)));
  await toggleFocused();
  return focused ? [focused] : before;
}

function idOf(element: ViewElement): string {
  return (element as TreeElement).id;
}

function toggleFocused(): Thenable<unknown> {
  return vscode.commands.executeCommand('list.toggleSelection');
}
