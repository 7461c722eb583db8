import * as vscode from 'vscode';
import { fileProblems } from '../../functions/httpFile/fileProblems';
import { parseHttpFile } from '../../functions/httpFile/parseHttpFile';
import type { Services } from '../services';
import { functionsOwner, hasOtherClient, httpSelector } from './httpDocuments';
import { problemRange, problemSentence } from './problemSentence';
import { valueSource } from './valueSource';

const settleMs = 150;

/** What keeps requests from being sent, in the Problems panel while their file is open. */
export function registerHttpDiagnostics(services: Services): vscode.Disposable {
  const { log } = services;
  const collection = vscode.languages.createDiagnosticCollection('Pages KV requests');
  const timers = new Map<string, NodeJS.Timeout>();

  async function check(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const project = vscode.workspace.isTrusted
      ? await functionsOwner(services, document)
      : undefined;
    const problems = project
      ? fileProblems(parseHttpFile(document.getText()), await valueSource(project))
      : [];
    if (document.isClosed || document.version !== version) return;
    // Another client may know variables of its own.
    const { Error, Warning } = vscode.DiagnosticSeverity;
    const severity = hasOtherClient() ? Warning : Error;
    collection.set(
      document.uri,
      problems.map((problem) => {
        const range = problemRange(document, problem);
        const diagnostic = new vscode.Diagnostic(range, problemSentence(problem), severity);
        diagnostic.source = 'Pages KV';
        return diagnostic;
      }),
    );
  }

  function checkSoon(document: vscode.TextDocument): void {
    if (vscode.languages.match(httpSelector, document) === 0) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    const timer = setTimeout(() => {
      timers.delete(key);
      check(document).catch((error: unknown) => {
        log.error(key, error instanceof Error ? error : String(error));
      });
    }, settleMs);
    timers.set(key, timer);
  }

  function checkAll(): void {
    for (const document of vscode.workspace.textDocuments) checkSoon(document);
  }

  const env = vscode.workspace.createFileSystemWatcher('**/.env*');
  const listening = [
    vscode.workspace.onDidOpenTextDocument(checkSoon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      checkSoon(document);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      clearTimeout(timers.get(uri.toString()));
      collection.delete(uri);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(checkAll),
    vscode.extensions.onDidChange(checkAll),
    services.projects.onDidChange(checkAll),
    services.functions.onDidChangeRoutes(checkAll),
    env,
    env.onDidCreate(checkAll),
    env.onDidChange(checkAll),
    env.onDidDelete(checkAll),
  ];
  checkAll();
  return vscode.Disposable.from(...listening, collection, {
    dispose: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  });
}
