import * as vscode from 'vscode';
import type { HttpFileRequest } from '../../functions/httpFile/httpFile';
import { parseHttpFile } from '../../functions/httpFile/parseHttpFile';
import type { Services } from '../services';
import { functionsOwner, hasOtherClient, httpSelector } from './httpDocuments';
import { requestTitle } from './requestTitle';

/** Requests in the outline, and folded one by one. */
export function registerHttpOutline(services: Services): vscode.Disposable {
  // Another client has an outline of its own, and nobody needs each request twice.
  const requestsOf = async (document: vscode.TextDocument) =>
    !hasOtherClient() && (await functionsOwner(services, document))
      ? parseHttpFile(document.getText()).requests
      : [];
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(httpSelector, {
      provideDocumentSymbols: async (document) =>
        (await requestsOf(document)).map((request) => symbolOf(document, request)),
    }),
    vscode.languages.registerFoldingRangeProvider(httpSelector, {
      provideFoldingRanges: async (document) =>
        (await requestsOf(document)).map(({ section }) => {
          const { last } = section;
          const blank = document.lineAt(last).isEmptyOrWhitespace && last > section.first;
          return new vscode.FoldingRange(section.first, blank ? last - 1 : last);
        }),
    }),
  );
}

function symbolOf(document: vscode.TextDocument, request: HttpFileRequest): vscode.DocumentSymbol {
  const { section, line, name } = request;
  const range = new vscode.Range(
    section.first,
    0,
    section.last,
    document.lineAt(section.last).text.length,
  );
  const detail = name === undefined ? '' : document.lineAt(line).text.trim();
  const kind = vscode.SymbolKind.Method;
  return new vscode.DocumentSymbol(
    requestTitle(request),
    detail,
    kind,
    range,
    document.lineAt(line).range,
  );
}
