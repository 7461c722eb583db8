import * as vscode from 'vscode';
import type { Linter } from '../../functions/lint/createLinter';
import type { LintRequest } from '../../functions/lint/finding';
import type { ProjectFiles } from '../../functions/lint/projectFiles';
import type { Project, ProjectsService } from '../services';

export const languages = ['javascript', 'typescript', 'javascriptreact', 'typescriptreact'].map(
  (language): vscode.DocumentFilter => ({ language, scheme: 'file' }),
);

/** A document whose code runs on the edge. */
export interface EdgeDocument {
  readonly project: Project;
  readonly role: LintRequest['role'];
}

/** Tells which documents are functions, middleware, or modules that those import. */
export interface EdgeDocuments extends vscode.Disposable {
  of(document: vscode.TextDocument): Promise<EdgeDocument | undefined>;
  readonly onDidChange: vscode.Event<void>;
}

/** Files that are saved together are looked for once. */
const settleMs = 300;

/** Longer texts are somebody's bundle, and nobody writes them by hand. */
const charactersMax = 512 * 1024;

export function createEdgeDocuments(projects: ProjectsService, linter: Linter): EdgeDocuments {
  const changed = new vscode.EventEmitter<void>();
  const files = new Map<string, Promise<ProjectFiles | undefined>>();
  let timer: NodeJS.Timeout | undefined;

  const forget = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      files.clear();
      changed.fire();
    }, settleMs);
  };

  function filesOf(project: Project, folder: string): Promise<ProjectFiles | undefined> {
    const finding = files.get(project.id) ?? linter.findFiles(folder);
    files.set(project.id, finding);
    return finding;
  }

  const isCode = (uri: vscode.Uri): boolean => /\.(?:ts|tsx|js|jsx|cjs|mjs)$/.test(uri.path);
  const anyCode = (uris: readonly vscode.Uri[]): void => {
    // A folder may hold code.
    if (uris.some((uri) => isCode(uri) || !/\.\w+$/.test(uri.path))) forget();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(
    '**/{edge-functions,functions}/**/*.{ts,tsx,js,jsx,cjs}',
  );
  const listening = [
    watcher,
    watcher.onDidCreate(forget),
    watcher.onDidDelete(forget),
    projects.onDidChange(forget),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      anyCode([uri]);
    }),
    vscode.workspace.onDidRenameFiles((event) => {
      anyCode(event.files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]));
    }),
  ];

  return {
    of: async (document) => {
      const { uri } = document;
      if (uri.scheme !== 'file' || !isCode(uri) || /\.d\.ts$/.test(uri.path)) return undefined;
      if (document.getText().length > charactersMax) return undefined;
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      const project = projects.all.find(({ id }) => id === folder?.uri.toString());
      if (project?.folder === undefined) return undefined;
      const found = await filesOf(project, project.folder);
      const file = uri.fsPath;
      if (found?.functions.includes(file)) return { project, role: 'function' };
      if (found?.middleware.includes(file)) return { project, role: 'middleware' };
      return found?.modules.includes(file) ? { project, role: 'module' } : undefined;
    },
    onDidChange: changed.event,
    dispose: () => {
      clearTimeout(timer);
      vscode.Disposable.from(...listening, changed).dispose();
    },
  };
}
