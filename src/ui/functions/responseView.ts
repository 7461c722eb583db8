import * as vscode from 'vscode';
import { isOpenDocument, openInLanguage } from '../openInLanguage';
import type { Project, RunRequest, RunResult } from '../services';
import { bodyLanguage } from './bodyLanguage';
import type { HandlerTarget } from './handlerTarget';
import { headerOf, responseText } from './responseText';
import { responseWords } from './responseWords';

export const responseScheme = 'pageskv-response';
export const responseLanguage = 'pages-kv-response';

/** A request of an `.http` file. */
export interface FileRequest {
  readonly project: Project;
  readonly file: vscode.Uri;
  /** From 0. */
  readonly line: number;
  /** What tells it from the others of the file. */
  readonly name: string;
}

export interface ShownResponse {
  readonly target: HandlerTarget | FileRequest;
  readonly request: RunRequest;
  readonly result: RunResult;
}

/** Responses as read-only documents; a handler's next response replaces its last one. */
export interface ResponseView extends vscode.Disposable {
  show(response: ShownResponse): Promise<void>;
  /** The body alone, as served, in an editor of its language. */
  showBody(uri: vscode.Uri): Promise<void>;
  of(uri: vscode.Uri): ShownResponse | undefined;
  readonly onDidChange: vscode.Event<vscode.Uri>;
}

export function createResponseView(): ResponseView {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const responses = new Map<string, ShownResponse>();
  const texts = new Map<string, string>();

  async function open(uri: vscode.Uri, text: string, language: string): Promise<void> {
    texts.set(uri.toString(), text);
    changed.fire(uri);
    const document = await openInLanguage(uri, language);
    await vscode.window.showTextDocument(document, {
      viewColumn: columnOf(uri),
      preview: true,
      preserveFocus: true,
    });
  }

  const registered = [
    vscode.workspace.registerTextDocumentContentProvider(responseScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      // Changing a document's language closes and opens it again.
      if (document.uri.scheme !== responseScheme || isOpenDocument(document.uri)) return;
      texts.delete(document.uri.toString());
      responses.delete(document.uri.toString());
    }),
  ];

  return {
    show: async (response) => {
      const uri = responseUri(response.target);
      responses.set(uri.toString(), response);
      const text = responseText(response.request, response.result, responseWords());
      await open(uri, text, responseLanguage);
    },
    showBody: async (uri) => {
      const response = responses.get(uri.toString());
      if (!response) return;
      const { result } = response;
      const name = vscode.l10n.t('Body of {0}', uri.path.slice(uri.path.lastIndexOf('/') + 1));
      const language = bodyLanguage(headerOf(result, 'content-type'), result.body);
      await open(uri.with({ path: `/${name}` }), result.body, language);
    },
    of: (uri) => responses.get(uri.toString()),
    onDidChange: changed.event,
    dispose: () => {
      vscode.Disposable.from(...registered, changed).dispose();
    },
  };
}

function responseUri(target: HandlerTarget | FileRequest): vscode.Uri {
  if ('file' in target) {
    const path = `/${plainTitle(target.name)}`;
    return vscode.Uri.from({ scheme: responseScheme, path, query: target.file.toString() });
  }
  const { project, route, handler } = target;
  const name = plainTitle(route.route);
  const title = handler.method === 'ALL' ? name : `${handler.method} ${name}`;
  return vscode.Uri.from({ scheme: responseScheme, path: `/${title}`, query: project.id });
}

// An editor's title is what follows the last slash, so the route's slashes are look-alikes.
function plainTitle(text: string): string {
  return text.replaceAll('/', '\u2215');
}

// Beside the code: in the column that has shown responses before, but not over what is being
// edited, and not in a third column where the person runs it again from a response.
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const groups = isResponse(activeTabGroup.activeTab)
    ? all
    : all.filter((group) => group !== activeTabGroup);
  const same = groups.find(({ tabs }) =>
    tabs.some(({ input }) => isText(input) && input.uri.toString() === uri.toString()),
  );
  const any = groups.find(({ tabs }) => tabs.some(isResponse));
  return (same ?? any)?.viewColumn ?? vscode.ViewColumn.Beside;
}

function isResponse(tab: vscode.Tab | undefined): boolean {
  return isText(tab?.input) && tab.input.uri.scheme === responseScheme;
}

function isText(input: unknown): input is vscode.TabInputText {
  return input instanceof vscode.TabInputText;
}
