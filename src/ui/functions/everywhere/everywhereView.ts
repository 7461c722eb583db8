import * as vscode from 'vscode';
import * as v from 'valibot';
import { askAndReport } from '../../command';
import { isOpenDocument, openInLanguage } from '../../openInLanguage';
import type { Project, RunRequest, RunResult } from '../../services';
import { everywhereText, type DifferenceLine } from './everywhereText';
import { everywhereWords } from './everywhereWords';
import type { EverywhereResult } from './runEverywhere';

const scheme = 'pageskv-everywhere';

/** Responses of several nodes as read-only documents, each difference with the way to a diff. */
export interface EverywhereView extends vscode.Disposable {
  show(project: Project, request: RunRequest, result: EverywhereResult): Promise<void>;
}

interface Shown {
  readonly text: string;
  readonly lines: readonly DifferenceLine[];
  readonly responses: readonly RunResult[];
}

const compareSchema = v.object({ document: v.string(), left: v.string(), right: v.string() });

export function createEverywhereView(log: vscode.LogOutputChannel): EverywhereView {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const shown = new Map<string, Shown>();
  const bodies = new Map<string, string>();

  async function compare(argument: unknown): Promise<void> {
    const { document, left, right } = v.parse(compareSchema, argument);
    const responses = shown.get(document)?.responses;
    if (!responses) throw new Error(vscode.l10n.t('These responses are no longer kept.'));
    const uriOf = (node: string): vscode.Uri => {
      const uri = vscode.Uri.from({ scheme, path: `/${node}`, query: document });
      bodies.set(uri.toString(), responses.find((one) => one.node === node)?.body ?? '');
      changed.fire(uri);
      return uri;
    };
    const title = vscode.l10n.t('Body ({0} ↔ {1})', left, right);
    await vscode.commands.executeCommand('vscode.diff', uriOf(left), uriOf(right), title);
  }

  const registered = [
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) =>
        shown.get(uri.toString())?.text ??
        bodies.get(uri.toString()) ??
        vscode.l10n.t('These responses are no longer kept.'),
    }),
    vscode.languages.registerCodeLensProvider(
      { scheme },
      {
        provideCodeLenses: ({ uri }) =>
          (shown.get(uri.toString())?.lines ?? []).map(({ line, difference }) => {
            const { node, comparedWith } = difference;
            const argument = { document: uri.toString(), left: comparedWith, right: node };
            const title = vscode.l10n.t('Compare the bodies of {0} and {1}', comparedWith, node);
            const command = { title, command: 'pagesKv.compareBodies', arguments: [argument] };
            return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
          }),
      },
    ),
    // What CodeLens calls.
    vscode.commands.registerCommand('pagesKv.compareBodies', (argument: unknown) =>
      askAndReport(log, 'compareBodies', () => compare(argument)),
    ),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme !== scheme || isOpenDocument(uri)) return;
      shown.delete(uri.toString());
      bodies.delete(uri.toString());
    }),
  ];
  return {
    async show(project, request, result) {
      const uri = everywhereUri(project, request);
      const { text, lines } = everywhereText(request, result, everywhereWords());
      shown.set(uri.toString(), { text, lines, responses: result.responses });
      changed.fire(uri);
      const document = await openInLanguage(uri, 'pages-kv-everywhere');
      await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
    },
    dispose: () => {
      vscode.Disposable.from(...registered).dispose();
    },
  };
}

function everywhereUri(project: Project, { method = 'GET', path }: RunRequest): vscode.Uri {
  // An editor's title is what follows the last slash, so the path's slashes are look-alikes.
  const plain = (path.split('?', 1)[0] ?? '').replaceAll('/', '\u2215');
  const title = vscode.l10n.t('{0} everywhere', `${method} ${plain}`);
  return vscode.Uri.from({ scheme, path: `/${title}`, query: project.id });
}
