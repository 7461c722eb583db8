import * as vscode from 'vscode';
import { findFunctionsFolder } from '../../functions/scan/functionsFolder';
import { scanSource } from '../../functions/scan/scanSource';
import type { RouteHandler } from '../../rpc/hostApi';
import type { Project, Services } from '../services';
import { isShadowed, routeInFolder } from './handlerLenses';
import { refOf } from './handlerTarget';

const languages = ['javascript', 'typescript', 'javascriptreact', 'typescriptreact'];

/** `Run`, `Run…`, `Debug` and `Check` above each handler of a function file. */
export function registerCodeLens(services: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const refresh = () => {
    changed.fire();
  };
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document) => {
      if (!vscode.workspace.isTrusted) return [];
      const place = await placeOf(services, document.uri);
      if (!place) return [];
      const { handlers } = await scanSource(document.getText(), document.fileName);
      return handlers.flatMap((handler) =>
        lensesOf(
          place.project,
          { route: place.route, file: document.uri.fsPath },
          handler,
          handlers,
        ),
      );
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(
      languages.map((language) => ({ language, scheme: 'file' })),
      provider,
    ),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    services.projects.onDidChange(refresh),
    services.functions.onDidChangeRoutes(refresh),
    changed,
  );
}

async function placeOf(
  { projects }: Services,
  uri: vscode.Uri,
): Promise<{ readonly project: Project; readonly route: string } | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const project = projects.all.find(({ id }) => id === folder?.uri.toString());
  if (project?.folder === undefined) return undefined;
  const functions = await findFunctionsFolder(project.folder);
  const route = functions === undefined ? undefined : routeInFolder(functions, uri.fsPath);
  return route === undefined ? undefined : { project, route };
}

function lensesOf(
  project: Project,
  route: { readonly route: string; readonly file: string },
  handler: RouteHandler,
  handlers: readonly RouteHandler[],
): vscode.CodeLens[] {
  const line = Math.max(0, handler.line - 1);
  const range = new vscode.Range(line, 0, line, 0);
  const lens = (title: string, tooltip: string, command: string) =>
    new vscode.CodeLens(range, {
      title,
      tooltip,
      command,
      arguments: [refOf({ project, route, handler })],
    });
  if (isShadowed(handler, handlers)) {
    return [
      new vscode.CodeLens(range, {
        title: vscode.l10n.t('Never called: onRequest of this file answers every method'),
        command: '',
      }),
    ];
  }
  const what = handler.method === 'ALL' ? route.route : `${handler.method} ${route.route}`;
  return [
    lens(
      `$(play) ${vscode.l10n.t('Run {0}', what)}`,
      vscode.l10n.t('Send the last request of this handler again, or a plain one'),
      'pagesKv.runHandler',
    ),
    lens(
      vscode.l10n.t('Run…'),
      vscode.l10n.t('Choose parameters, query, headers, body and edge node'),
      'pagesKv.runHandlerWith',
    ),
    lens(
      vscode.l10n.t('Debug'),
      vscode.l10n.t('Attach the debugger, then send the last request of this handler again'),
      'pagesKv.debugHandler',
    ),
    lens(
      vscode.l10n.t('Check'),
      vscode.l10n.t('Run the last request of this handler several times at once, in many orders'),
      'pagesKv.checkHandler',
    ),
  ];
}
