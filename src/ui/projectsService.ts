import * as vscode from 'vscode';
import { ErrorWithRemedy } from './remedy';
import type { Project, ProjectsService } from './services';

/** Every workspace folder is a project. */
export function createProjectsService(): ProjectsService {
  const changed = new vscode.EventEmitter<void>();
  let all = readProjects();
  const listening = vscode.workspace.onDidChangeWorkspaceFolders(() => {
    all = readProjects();
    changed.fire();
  });
  return {
    get all() {
      return all;
    },
    onDidChange: changed.event,
    find: (name) => findProject(all, name),
    dispose: () => {
      vscode.Disposable.from(listening, changed).dispose();
    },
  };
}

function readProjects(): readonly Project[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri, name }) => ({
    id: uri.toString(),
    name,
    uri,
    ...(uri.scheme === 'file' ? { folder: uri.fsPath } : {}),
  }));
}

function findProject(all: readonly Project[], name?: string): Project {
  const fitting = name === undefined ? all : all.filter((project) => project.name === name);
  const [first, second] = fitting;
  if (first && !second) return first;
  if (all.length === 0) {
    throw new ErrorWithRemedy(
      vscode.l10n.t('No folder is open. Open the folder of a Pages project first.'),
      { title: vscode.l10n.t('Open Folder'), command: 'vscode.openFolder' },
    );
  }
  const names = all.map((project) => project.name).join(', ');
  if (name === undefined) {
    throw new Error(vscode.l10n.t('Several projects are open ({0}). Name one of them.', names));
  }
  if (first) {
    throw new Error(
      vscode.l10n.t(
        'Several open folders are called "{0}". Give them different names in the workspace file.',
        name,
      ),
    );
  }
  throw new Error(vscode.l10n.t('No project is called "{0}". Open are: {1}.', name, names));
}
