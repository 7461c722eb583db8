import * as vscode from 'vscode';
import * as v from 'valibot';
import { askAndReport, registerCommand } from '../command';
import { responseScheme, type ResponseView } from '../functions/responseView';
import { stringRecord } from '../functions/stringRecord';
import type { Services } from '../services';
import { appendRequest } from './appendRequest';
import { fileUri } from './findRequest';
import { pickRequestFile, requestFileName } from './pickRequestFile';

const schema = v.strictObject({
  project: v.optional(v.string()),
  file: v.optional(v.string(), requestFileName),
  path: v.string(),
  method: v.exactOptional(v.string()),
  headers: v.exactOptional(stringRecord),
  body: v.exactOptional(v.string()),
  node: v.exactOptional(v.string()),
});

/** Saves what was run as a request of an `.http` file. */
export function registerSaveRequest(services: Services, view: ResponseView): vscode.Disposable {
  const { log } = services;
  return vscode.Disposable.from(
    registerCommand(log, 'saveRequest', {
      schema,
      scripted: async ({ project, file, ...request }) => {
        if (!request.path.startsWith('/')) {
          throw new Error(vscode.l10n.t('The path "{0}" does not begin with "/".', request.path));
        }
        const { document, line } = await appendRequest(fileUri(services, file, project), request);
        return { file: document.uri.fsPath, line: line + 1 };
      },
      interactive: async () => {
        const uri = shownResponse();
        if (!uri) throw new Error(vscode.l10n.t('Run a function first, then save its request.'));
        await saveShown(view, uri);
      },
    }),
    vscode.commands.registerCommand('pagesKv.saveShownRequest', (uri: unknown) =>
      askAndReport(log, 'saveShownRequest', async () => {
        if (typeof uri === 'string') await saveShown(view, vscode.Uri.parse(uri));
      }),
    ),
  );
}

/** The response that is looked at, else one that is in sight. */
function shownResponse(): vscode.Uri | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editors = activeTextEditor ? [activeTextEditor, ...visibleTextEditors] : visibleTextEditors;
  return editors.find(({ document }) => document.uri.scheme === responseScheme)?.document.uri;
}

async function saveShown(view: ResponseView, uri: vscode.Uri): Promise<void> {
  const shown = view.of(uri);
  if (!shown) return;
  const file = await pickRequestFile(shown.target.project);
  if (!file) return;
  const { document, line } = await appendRequest(file, shown.request);
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.One,
    selection: new vscode.Range(line, 0, line, 0),
  });
}
