import * as vscode from 'vscode';
import type { Finding, FindingCode } from '../../functions/lint/finding';
import type { Analyses } from './analyses';
import { explainUri } from './explain';
import { findingText } from './findingText';
import { languages } from './edgeDocuments';

export const findingSource = 'Pages KV';

/** A person who types is not interrupted. */
const settleMs = 300;

const { Error, Warning, Information } = vscode.DiagnosticSeverity;
const severities: Readonly<Partial<Record<FindingCode, vscode.DiagnosticSeverity>>> = {
  'kv-in-env': Error,
  'value-type': Error,
  'lost-update': Information,
};

/** Findings of open documents in the Problems panel. */
export function createFindingDiagnostics(analyses: Analyses): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('Pages KV code');
  const timers = new Map<string, NodeJS.Timeout>();

  function schedule(document: vscode.TextDocument): void {
    if (vscode.languages.match(languages, document) === 0) return;
    const id = document.uri.toString();
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id);
        void show(document);
      }, settleMs),
    );
  }

  async function show(document: vscode.TextDocument): Promise<void> {
    const analysis = await analyses.of(document);
    if (document.isClosed || analysis?.unreadable) return;
    // A later version is on its way, with places that fit it.
    if (analysis && analysis.version !== document.version) return;
    const findings = analysis?.findings ?? [];
    collection.set(
      document.uri,
      findings.map((finding) => diagnosticOf(document, finding)),
    );
  }

  function forget({ uri }: vscode.TextDocument): void {
    clearTimeout(timers.get(uri.toString()));
    timers.delete(uri.toString());
    collection.delete(uri);
  }

  const all = (): void => {
    for (const document of vscode.workspace.textDocuments) schedule(document);
  };
  all();
  return vscode.Disposable.from(
    analyses.onDidChange(all),
    vscode.workspace.onDidOpenTextDocument(schedule),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      schedule(document);
    }),
    vscode.workspace.onDidCloseTextDocument(forget),
    collection,
    {
      dispose: () => {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  );
}

function diagnosticOf(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic {
  const { code, start, end } = finding;
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(document.positionAt(start), document.positionAt(end)),
    findingText(finding),
    severities[code] ?? Warning,
  );
  diagnostic.source = findingSource;
  diagnostic.code = { value: code, target: explainUri(code) };
  return diagnostic;
}
