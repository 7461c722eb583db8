import * as vscode from 'vscode';
import type { FunctionProblem } from '../../rpc/hostApi';
import type { Project } from '../services';

/** What function hosts report, in the Problems panel. */
export interface FunctionProblems extends vscode.Disposable {
  /** Replaces what the project reported before. */
  set(project: Project, problems: readonly FunctionProblem[]): void;
}

export function createFunctionProblems(): FunctionProblems {
  const collection = vscode.languages.createDiagnosticCollection('Pages KV');
  const reported = new Map<string, readonly FunctionProblem[]>();
  return {
    set: (project, problems) => {
      reported.set(project.id, problems);
      // Two projects may share a helper file, so the whole collection is written anew.
      const files = new Map<string, vscode.Diagnostic[]>();
      for (const problem of [...reported.values()].flat()) {
        files.set(problem.file, [...(files.get(problem.file) ?? []), diagnosticOf(problem)]);
      }
      collection.clear();
      collection.set([...files].map(([file, list]) => [vscode.Uri.file(file), list]));
    },
    dispose: () => {
      collection.dispose();
    },
  };
}

function diagnosticOf(problem: FunctionProblem): vscode.Diagnostic {
  // An empty range is shown under the word at its place.
  const place = new vscode.Position(Math.max(0, problem.line - 1), Math.max(0, problem.column - 1));
  const { Error, Warning } = vscode.DiagnosticSeverity;
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(place, place),
    problem.message,
    problem.severity === 'error' ? Error : Warning,
  );
  diagnostic.source = 'Pages KV';
  return diagnostic;
}
