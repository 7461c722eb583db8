import * as vscode from 'vscode';
import type { CodePlace } from '../../rpc/hostApi';
import { explainUri } from '../language/explain';
import { findingSource } from '../language/findingDiagnostics';
import { raceText } from './raceText';
import type { VisibleRace } from './readRaces';

/** The warning for a finding, with the other places that took part in it. */
export function raceDiagnostic(finding: VisibleRace): vscode.Diagnostic {
  const { code, place, violation } = finding;
  const { Warning } = vscode.DiagnosticSeverity;
  const diagnostic = new vscode.Diagnostic(rangeOf(finding), raceText(violation), Warning);
  diagnostic.source = findingSource;
  diagnostic.code = { value: code, target: explainUri(code) };
  const { read, operation, other } = violation;
  diagnostic.relatedInformation = [
    ...related(vscode.l10n.t('What it read'), read?.place, place),
    ...related(vscode.l10n.t('The other request'), other?.operation.place, place),
    ...related(vscode.l10n.t('What it was given'), read ? undefined : operation.place, place),
  ];
  return diagnostic;
}

/** The line without the space around it. */
function rangeOf({ place, lineText }: VisibleRace): vscode.Range {
  const line = place.line - 1;
  const start = lineText.length - lineText.trimStart().length;
  return new vscode.Range(line, start, line, lineText.trimEnd().length);
}

function related(
  text: string,
  at: CodePlace | undefined,
  told: CodePlace,
): vscode.DiagnosticRelatedInformation[] {
  if (!at || (at.file === told.file && at.line === told.line)) return [];
  const position = new vscode.Position(at.line - 1, at.column - 1);
  const location = new vscode.Location(vscode.Uri.file(at.file), position);
  return [new vscode.DiagnosticRelatedInformation(location, text)];
}
