import * as vscode from 'vscode';
import type { Finding, Fix } from '../../functions/lint/finding';
import type { Project } from '../services';
import type { Analyses, Analysis } from './analyses';
import { languages } from './edgeDocuments';
import { explainCommand } from './explain';
import { findingSource } from './findingDiagnostics';
import { fixTitle } from './findingText';
import { newFileUri } from './newFileUri';

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
      const offered = analysis.findings.map(async (finding) => {
        const diagnostic = toldOf(document, finding, range, diagnostics);
        if (!diagnostic) return [];
        const actions = await actionsFor(document, analysis, finding);
        for (const action of actions) action.diagnostics = [diagnostic];
        return actions;
      });
      return (await Promise.all(offered)).flat();
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
async function actionsFor(
  document: vscode.TextDocument,
  { project }: Analysis,
  finding: Finding,
): Promise<vscode.CodeAction[]> {
  const isMute = ({ name }: Fix) => name === 'mute';
  const [mending, muting] = await Promise.all([
    editActions(document, finding, (fix) => !isMute(fix)),
    editActions(document, finding, isMute),
  ]);
  const [first] = mending;
  if (first) first.isPreferred = finding.code !== 'lost-update';
  return [...mending, ...commandActions(project, finding), ...muting];
}

/** Fixes of the code's text, as the light bulb offers them. */
export async function editActions(
  document: vscode.TextDocument,
  finding: Finding,
  isWanted: (fix: Fix) => boolean,
): Promise<vscode.CodeAction[]> {
  const made = finding.fixes.filter(isWanted).map((fix) => editAction(document, finding, fix));
  return (await Promise.all(made)).filter((action) => action !== undefined);
}

async function editAction(
  document: vscode.TextDocument,
  finding: Finding,
  fix: Fix,
): Promise<vscode.CodeAction | undefined> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    fix.edits.map((one) => vscode.TextEdit.replace(placeIn(document, one), one.text)),
  );
  if (!fix.newFile) return titled(fixTitle(fix, finding), edit);
  const uri = await newFileUri(document, fix.newFile);
  if (!uri) return undefined;
  // Its text as an edit, not as contents: those get lost where other code asks for the actions.
  edit.createFile(uri);
  edit.insert(uri, new vscode.Position(0, 0), fix.newFile.text);
  const title = fixTitle(fix, finding, uri.path.split('/').at(-1));
  const action = titled(title, edit);
  // Its comment says what is left to do.
  action.command = { title, command: 'vscode.open', arguments: [uri, vscode.ViewColumn.Beside] };
  return action;
}

function titled(title: string, edit: vscode.WorkspaceEdit): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.edit = edit;
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
