import * as vscode from 'vscode';
import type { Finding, Fix } from '../../functions/lint/finding';
import type { Project } from '../services';
import type { Analyses, Analysis } from './analyses';
import { languages } from './edgeDocuments';
import { explainCommand } from './explain';
import { findingSource } from './findingDiagnostics';
import { fixTitle } from './findingText';

export const bindVariableCommand = 'pagesKv.bindVariable';
export const useObservedCommand = 'pagesKv.useObservedProfile';

const kind = vscode.CodeActionKind.QuickFix;

/** The light bulb on findings. */
export function registerFindingFixes(analyses: Analyses): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: async (document, range, context) => {
      const diagnostics = context.diagnostics.filter(({ source }) => source === findingSource);
      if (diagnostics.length === 0) return [];
      const analysis = await analyses.of(document);
      if (!analysis || analysis.version !== document.version) return [];
      return analysis.findings.flatMap((finding) => {
        const diagnostic = toldOf(document, finding, range, diagnostics);
        if (!diagnostic) return [];
        return actionsFor(document, analysis, finding).map((action) => {
          action.diagnostics = [diagnostic];
          return action;
        });
      });
    },
  };
  return vscode.languages.registerCodeActionsProvider(languages, provider, {
    providedCodeActionKinds: [kind],
  });
}

/** The diagnostic that tells a finding, where the light bulb was asked about it. */
export function toldOf(
  document: vscode.TextDocument,
  finding: Finding,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.Diagnostic | undefined {
  const place = placeIn(document, finding);
  if (!range.intersection(place)) return undefined;
  return diagnostics.find((one) => codeOf(one) === finding.code && one.range.isEqual(place));
}

/** What mends it first, what mutes it last. */
function actionsFor(
  document: vscode.TextDocument,
  { project }: Analysis,
  finding: Finding,
): vscode.CodeAction[] {
  const edits = finding.fixes.map((fix) => editAction(document, finding, fix));
  const mending = edits.filter((_, index) => finding.fixes[index]?.name !== 'mute');
  const muting = edits.filter((_, index) => finding.fixes[index]?.name === 'mute');
  const [first] = mending;
  if (first) first.isPreferred = finding.code !== 'lost-update';
  return [...mending, ...commandActions(project, finding), ...muting];
}

/** A fix of the code's text, as the light bulb offers it. */
export function editAction(
  document: vscode.TextDocument,
  finding: Finding,
  { name, edits }: Fix,
): vscode.CodeAction {
  const action = new vscode.CodeAction(fixTitle(name, finding), kind);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(
    document.uri,
    edits.map((edit) => vscode.TextEdit.replace(placeIn(document, edit), edit.text)),
  );
  return action;
}

function commandActions({ id }: Project, { code, subject }: Finding): vscode.CodeAction[] {
  const action = (title: string, command: Omit<vscode.Command, 'title'>): vscode.CodeAction => {
    const made = new vscode.CodeAction(title, kind);
    made.command = { ...command, title };
    return made;
  };
  const explain = vscode.l10n.t('Explain {0}', code);
  const explaining = action(explain, explainCommand(code, explain));
  switch (code) {
    case 'unbound-variable': {
      const title = vscode.l10n.t('Bind a namespace to "{0}"…', subject);
      const bind = action(title, { command: bindVariableCommand, arguments: [id, subject] });
      bind.isPreferred = true;
      return [bind, explaining];
    }
    case 'key-characters': {
      const title = vscode.l10n.t('Allow other characters: use the profile "observed"');
      return [action(title, { command: useObservedCommand }), explaining];
    }
    default:
      return [explaining];
  }
}

function placeIn(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
