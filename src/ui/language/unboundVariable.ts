import * as vscode from 'vscode';
import { variableProblem } from '../../kv/names';
import type { Project } from '../services';
import { findingSource } from './findingDiagnostics';

/** A variable that open code of the project uses, and to which no namespace is bound yet. */
export function unboundVariable({ id }: Project, bound: readonly string[]): string | undefined {
  for (const document of vscode.workspace.textDocuments) {
    if (vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString() !== id) continue;
    for (const { source, code, range } of vscode.languages.getDiagnostics(document.uri)) {
      const isUnbound = typeof code === 'object' && code.value === 'unbound-variable';
      if (source !== findingSource || !isUnbound) continue;
      const name = document.getText(range);
      // The text may have changed since it was read.
      if (variableProblem(name) === null && !bound.includes(name)) return name;
    }
  }
  return undefined;
}
