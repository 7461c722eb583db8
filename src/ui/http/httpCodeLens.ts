import * as vscode from 'vscode';
import { leavesThisMachine } from '../../functions/httpFile/fileProblems';
import { parseHttpFile } from '../../functions/httpFile/parseHttpFile';
import type { Services } from '../services';
import { functionsOwner, hasOtherClient, httpSelector } from './httpDocuments';
import { valueSource } from './valueSource';

/** `Send` above each request of an `.http` file. */
export function registerHttpCodeLens(services: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const refresh = () => {
    changed.fire();
  };
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document) => {
      if (!vscode.workspace.isTrusted) return [];
      const project = await functionsOwner(services, document);
      if (!project) return [];
      const file = parseHttpFile(document.getText());
      const source = await valueSource(project);
      const shared = hasOtherClient();
      return file.requests
        .filter((request) => !shared || !leavesThisMachine(file, request, source))
        .map(({ line }) => {
          const title = shared ? vscode.l10n.t('Send to Pages KV') : vscode.l10n.t('Send');
          return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
            title: `$(play) ${title}`,
            tooltip: vscode.l10n.t('Send this request to the functions of {0}', project.name),
            command: 'pagesKv.sendHttpRequestAt',
            arguments: [document.uri.toString(), line],
          });
        });
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(httpSelector, provider),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    vscode.extensions.onDidChange(refresh),
    services.projects.onDidChange(refresh),
    changed,
  );
}
