import * as vscode from 'vscode';
import { isOpenDocument, openInLanguage } from '../openInLanguage';
import { responseLanguage } from '../functions/responseView';
import type { Services } from '../services';
import type { KeptRequest } from './requestRing';
import { requestText, type RequestText } from './requestText';
import { requestWords } from './requestWords';

export const requestScheme = 'pageskv-request';

interface Shown extends RequestText {
  readonly request: KeptRequest;
}

/** Requests as read-only documents, whose places in the code are links. */
export interface RequestDocuments extends vscode.Disposable {
  show(request: KeptRequest): Promise<void>;
}

export function createRequestDocuments({ functions }: Services): RequestDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const shown = new Map<string, Shown>();
  const selector = { scheme: requestScheme };
  const registered = [
    vscode.workspace.registerTextDocumentContentProvider(requestScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) =>
        shown.get(uri.toString())?.text ?? vscode.l10n.t('This request is no longer kept.'),
    }),
    vscode.languages.registerDocumentLinkProvider(selector, {
      provideDocumentLinks: ({ uri }) =>
        (shown.get(uri.toString())?.links ?? []).map(({ line, start, end, place }) => {
          const fragment = `L${place.line},${place.column}`;
          const target = vscode.Uri.file(place.file).with({ fragment });
          return new vscode.DocumentLink(new vscode.Range(line, start, line, end), target);
        }),
    }),
    vscode.languages.registerCodeLensProvider(selector, {
      provideCodeLenses: ({ uri }) => {
        const request = shown.get(uri.toString())?.request;
        if (!request) return [];
        const title = `$(play) ${vscode.l10n.t('Run Again')}`;
        const argument = { sequence: request.sequence };
        const command = { title, command: 'pagesKv.runShownRequest', arguments: [argument] };
        return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
      },
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === requestScheme && !isOpenDocument(uri)) shown.delete(uri.toString());
    }),
  ];
  return {
    async show(request) {
      const asked = await functions.asked(request.project, request.trace.id).catch(() => null);
      const uri = requestUri(request);
      shown.set(uri.toString(), { request, ...requestText(request, asked, requestWords()) });
      changed.fire(uri);
      const document = await openInLanguage(uri, responseLanguage);
      await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
    },
    dispose: () => {
      vscode.Disposable.from(...registered, changed).dispose();
    },
  };
}

function requestUri({ trace, sequence }: KeptRequest): vscode.Uri {
  // An editor's title is what follows the last slash, so the path's slashes are look-alikes.
  const path = (trace.path.split('?', 1)[0] ?? '').replaceAll('/', '\u2215');
  const title = `${trace.method} ${path} #${sequence + 1}`;
  return vscode.Uri.from({ scheme: requestScheme, path: `/${title}`, query: `${sequence}` });
}
