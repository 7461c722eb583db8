import * as vscode from 'vscode';
import * as v from 'valibot';
import { requestAt } from '../../functions/httpFile/httpFile';
import { parseHttpFile } from '../../functions/httpFile/parseHttpFile';
import { askAndReport, registerCommand } from '../command';
import type { ResponseView } from '../functions/responseView';
import type { Services } from '../services';
import { fileUri, findRequest } from './findRequest';
import { prepareRequest, type WrittenRequest } from './prepareRequest';
import { sendAndShow } from './sendAndShow';

const schema = v.strictObject({
  project: v.optional(v.string()),
  file: v.string(),
  /** From 1, as editors count. */
  line: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  name: v.optional(v.string()),
});

/** Sends requests of `.http` files. */
export function registerHttpCommands(services: Services, view: ResponseView): vscode.Disposable {
  const { log, functions } = services;
  const internal = (name: string, work: (...args: unknown[]) => Promise<void>) =>
    vscode.commands.registerCommand(`pagesKv.${name}`, (...args: unknown[]) =>
      askAndReport(log, name, () => work(...args)),
    );
  return vscode.Disposable.from(
    registerCommand(log, 'sendHttpRequest', {
      schema,
      scripted: async ({ project: name, file, line, name: requestName }) => {
        const uri = fileUri(services, file, name);
        const written = await findRequest(uri, { line, name: requestName });
        const { project, request } = await prepareRequest(services, written);
        return functions.run(project, request);
      },
      interactive: async () => {
        const editor = vscode.window.activeTextEditor;
        if (!editor) throw new Error(vscode.l10n.t('Open a file of requests (.http) first.'));
        const written = writtenAt(editor.document, editor.selection.active.line);
        await sendAndShow(services, view, written);
      },
    }),
    internal('sendHttpRequestAt', async (uri, line) => {
      if (typeof uri !== 'string' || typeof line !== 'number') return;
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
      await sendAndShow(services, view, writtenAt(document, line));
    }),
    internal('openShownRequest', async (uri) => {
      const shown = typeof uri === 'string' ? view.of(vscode.Uri.parse(uri)) : undefined;
      if (!shown || !('file' in shown.target)) return;
      const { file, line } = shown.target;
      await vscode.window.showTextDocument(file, {
        selection: new vscode.Range(line, 0, line, 0),
        viewColumn: vscode.ViewColumn.One,
      });
    }),
  );
}

function writtenAt(document: vscode.TextDocument, line: number): WrittenRequest {
  const file = parseHttpFile(document.getText());
  const request = requestAt(file, line);
  if (request) return { uri: document.uri, file, request };
  throw new Error(
    vscode.l10n.t('There is no request at line {0}. Write one, as in "{1}".', line + 1, 'GET /'),
  );
}
