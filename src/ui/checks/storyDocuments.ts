import * as vscode from 'vscode';
import { isOpenDocument, openInLanguage } from '../openInLanguage';
import type { FinishedCheck } from './finishedCheck';
import { storyText } from './checkText';

export const storyScheme = 'pageskv-check';
export const saveScheduleCommand = 'pagesKv.saveShownSchedule';
export const showStoryCommand = 'pagesKv.showShownStory';

/** Orders of steps that went wrong, as read-only documents. */
export interface StoryDocuments extends vscode.Disposable {
  show(check: FinishedCheck): Promise<void>;
  of(uri: string): FinishedCheck | undefined;
}

export function createStoryDocuments(): StoryDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const shown = new Map<string, FinishedCheck>();
  const registered = [
    vscode.workspace.registerTextDocumentContentProvider(storyScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => textOf(shown.get(uri.toString())),
    }),
    vscode.languages.registerCodeLensProvider(
      { scheme: storyScheme },
      {
        provideCodeLenses: ({ uri }) => {
          if (!shown.has(uri.toString())) return [];
          const lens = (title: string, command: string) =>
            new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
              ...{ title, command, arguments: [uri.toString()] },
            });
          return [
            lens(`$(graph-line) ${vscode.l10n.t('Show in Consistency View')}`, showStoryCommand),
            lens(`$(save) ${vscode.l10n.t('Save Schedule')}`, saveScheduleCommand),
          ];
        },
      },
    ),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === storyScheme && !isOpenDocument(uri)) shown.delete(uri.toString());
    }),
  ];
  return {
    async show(check) {
      // An editor's title is what follows the last slash, so the name's slashes are look-alikes.
      const name = check.name.replaceAll('/', '\u2215');
      const title = vscode.l10n.t('Check of {0}', name);
      const uri = vscode.Uri.from({ scheme: storyScheme, path: `/${title}`, query: check.file });
      shown.set(uri.toString(), check);
      changed.fire(uri);
      const document = await openInLanguage(uri, 'pages-kv-check');
      await vscode.window.showTextDocument(document, {
        ...{ viewColumn: vscode.ViewColumn.Beside, preview: true, preserveFocus: true },
      });
    },
    of: (uri) => shown.get(uri),
    dispose: () => {
      vscode.Disposable.from(...registered, changed).dispose();
    },
  };
}

function textOf(check: FinishedCheck | undefined): string {
  const run = check?.outcome.shrunk ?? check?.outcome.failed;
  return check && run ? storyText(run, check.outcome, check.options.invariant) : '';
}
