import * as vscode from 'vscode';
import type { Finding } from '../../functions/lint/finding';
import { muteWord } from '../../functions/lint/mutedCodes';
import type { Analyses } from '../language/analyses';
import { languages } from '../language/edgeDocuments';
import { explainCommand } from '../language/explain';
import { findingSource } from '../language/findingDiagnostics';
import { editActions, toldOf } from '../language/findingFixes';
import type { RequestLog } from '../requests/requestLog';
import type { Races } from './createRaces';
import { raceFilter } from './raceFilter';
import type { RaceFinding } from './raceFinding';

const kind = vscode.CodeActionKind.QuickFix;

/** The light bulb on what running code showed. */
export function registerRaceFixes(
  races: Races,
  analyses: Analyses,
  { requests }: RequestLog,
): vscode.Disposable {
  const isKept = (id: string): boolean => {
    for (const { trace } of requests.newest()) {
      if (trace.id === id) return trace.operations.length > 0;
    }
    return false;
  };
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: async (document, range, context) => {
      const here = races
        .of(document.uri)
        .filter(({ place }) => range.start.line < place.line && place.line <= range.end.line + 1);
      const told = context.diagnostics.filter(({ source }) => source === findingSource);
      const offered = here.map(async (finding) => {
        const line = finding.place.line - 1;
        const diagnostic = told.find(
          (one) => one.range.start.line === line && codeOf(one) === finding.code,
        );
        if (!diagnostic) return [];
        const mends = await mending(document, line, analyses, (one) =>
          Boolean(toldOf(document, one, range, told)),
        );
        const fixes = [...mends, ...otherActions(document, finding, isKept)];
        for (const fix of fixes) fix.diagnostics = [diagnostic];
        return fixes;
      });
      return eachOnce((await Promise.all(offered)).flat());
    },
  };
  return vscode.languages.registerCodeActionsProvider(languages, provider, {
    providedCodeActionKinds: [kind],
  });
}

/** Two findings of a line share what mends both. */
function eachOnce(actions: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  const byTitle = new Map<string, vscode.CodeAction>();
  for (const action of actions) {
    const same = byTitle.get(action.title);
    if (same) same.diagnostics = [...(same.diagnostics ?? []), ...(action.diagnostics ?? [])];
    else byTitle.set(action.title, action);
  }
  return [...byTitle.values()];
}

/** What mutes it last. */
function otherActions(
  document: vscode.TextDocument,
  { code, place, violation }: RaceFinding,
  isKept: (id: string) => boolean,
): vscode.CodeAction[] {
  const explain = vscode.l10n.t('Explain {0}', code);
  const explaining = new vscode.CodeAction(explain, kind);
  explaining.command = explainCommand(code, explain);
  const show = vscode.l10n.t('Show in Consistency View: {0} of "{1}"', code, violation.key);
  const showing = new vscode.CodeAction(show, kind);
  showing.command = {
    ...{ title: show, command: 'pagesKv.showConsistencyView' },
    arguments: [raceFilter(violation, isKept)],
  };
  return [showing, explaining, ...muting(document, code, place.line - 1)];
}

/** What the reading of the text knows to mend in the same line, and does not offer itself. */
async function mending(
  document: vscode.TextDocument,
  line: number,
  analyses: Analyses,
  isOffered: (finding: Finding) => boolean,
): Promise<vscode.CodeAction[]> {
  const analysis = await analyses.of(document);
  if (analysis?.version !== document.version) return [];
  const mended = analysis.findings
    .filter((finding) => finding.code === 'lost-update' && !isOffered(finding))
    .filter(({ start, end }) => {
      const first = document.positionAt(start).line;
      return first <= line && line <= document.positionAt(end).line;
    })
    .map((finding) => editActions(document, finding, ({ name }) => name !== 'mute'));
  return (await Promise.all(mended)).flat();
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
