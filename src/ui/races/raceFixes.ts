import * as vscode from 'vscode';
import { muteWord } from '../../functions/lint/mutedCodes';
import type { Analyses } from '../language/analyses';
import { languages } from '../language/edgeDocuments';
import { explainCommand } from '../language/explain';
import { findingSource } from '../language/findingDiagnostics';
import { editAction } from '../language/findingFixes';
import type { Races } from './createRaces';
import type { RaceFinding } from './raceFinding';

const kind = vscode.CodeActionKind.QuickFix;

/** The light bulb on what running code showed. */
export function registerRaceFixes(races: Races, analyses: Analyses): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: async (document, range, context) => {
      const here = races
        .of(document.uri)
        .filter(({ place }) => range.start.line < place.line && place.line <= range.end.line + 1);
      const told = context.diagnostics.filter(({ source }) => source === findingSource);
      const actions = here.map(async (finding) => {
        const line = finding.place.line - 1;
        const diagnostic = told.find(
          (one) => one.range.start.line === line && codeOf(one) === finding.code,
        );
        if (!diagnostic) return [];
        const fixes = await actionsFor(document, finding, analyses);
        for (const fix of fixes) fix.diagnostics = [diagnostic];
        return fixes;
      });
      return (await Promise.all(actions)).flat();
    },
  };
  return vscode.languages.registerCodeActionsProvider(languages, provider, {
    providedCodeActionKinds: [kind],
  });
}

/** What mends it first, what mutes it last. */
async function actionsFor(
  document: vscode.TextDocument,
  { code, place, violation }: RaceFinding,
  analyses: Analyses,
): Promise<vscode.CodeAction[]> {
  const explain = vscode.l10n.t('Explain {0}', code);
  const explaining = new vscode.CodeAction(explain, kind);
  explaining.command = explainCommand(code, explain);
  const show = vscode.l10n.t('Show in Consistency View');
  const showing = new vscode.CodeAction(show, kind);
  showing.command = {
    ...{ title: show, command: 'pagesKv.showConsistencyView' },
    arguments: [{ key: violation.key }],
  };
  return [
    ...(await mending(document, place.line - 1, analyses)),
    showing,
    explaining,
    ...muting(document, code, place.line - 1),
  ];
}

/** What the reading of the text knows to mend in the same line. */
async function mending(
  document: vscode.TextDocument,
  line: number,
  analyses: Analyses,
): Promise<vscode.CodeAction[]> {
  const analysis = await analyses.of(document);
  if (analysis?.version !== document.version) return [];
  return analysis.findings
    .filter(({ code }) => code === 'lost-update')
    .filter(({ start, end }) => {
      const first = document.positionAt(start).line;
      return first <= line && line <= document.positionAt(end).line;
    })
    .flatMap((finding) =>
      finding.fixes
        .filter(({ name }) => name !== 'mute')
        .map((fix) => editAction(document, finding, fix)),
    );
}

function muting(document: vscode.TextDocument, code: string, line: number): vscode.CodeAction[] {
  const before = document.getText(new vscode.Range(0, 0, line, 0));
  // The line may begin inside a text of several lines, where a comment would be part of the text.
  if (before.split('`').length % 2 === 0) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Ignore {0} in this line', code), kind);
  action.edit = new vscode.WorkspaceEdit();
  const above = line > 0 ? document.lineAt(line - 1).text : '';
  const at = above.trimStart().startsWith('//') ? above.indexOf(muteWord) : -1;
  if (at === -1) {
    const indent = /^\s*/.exec(document.lineAt(line).text)?.[0] ?? '';
    const text = `${indent}// ${muteWord} ${code}\n`;
    action.edit.insert(document.uri, new vscode.Position(line, 0), text);
  } else {
    const position = new vscode.Position(line - 1, at + muteWord.length);
    action.edit.insert(document.uri, position, ` ${code},`);
  }
  return [action];
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
