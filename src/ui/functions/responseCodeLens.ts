import * as vscode from 'vscode';
import { refOf } from './handlerTarget';
import { responseLanguage, responseScheme, type ResponseView } from './responseView';

/** What can be done with a response, above its first line. */
export function registerResponseCodeLens(view: ResponseView): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const top = new vscode.Range(0, 0, 0, 0);
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: ({ uri }) => {
      const response = view.of(uri);
      if (!response) return [];
      const lens = (title: string, command: string, argument: unknown) =>
        new vscode.CodeLens(top, { title, command, arguments: [argument] });
      return [
        lens(`$(play) ${vscode.l10n.t('Run Again')}`, 'pagesKv.repeatRequest', uri.toString()),
        ...('file' in response.target
          ? [lens(vscode.l10n.t('Open Request'), 'pagesKv.openShownRequest', uri.toString())]
          : [
              lens(vscode.l10n.t('Run…'), 'pagesKv.runHandlerWith', refOf(response.target)),
              lens(
                vscode.l10n.t('Save Request to File…'),
                'pagesKv.saveShownRequest',
                uri.toString(),
              ),
            ]),
        ...(response.result.body === ''
          ? []
          : [lens(vscode.l10n.t('Open Body'), 'pagesKv.openResponseBody', uri.toString())]),
      ];
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(
      { scheme: responseScheme, language: responseLanguage },
      provider,
    ),
    view.onDidChange(() => {
      changed.fire();
    }),
    changed,
  );
}
