import * as vscode from 'vscode';
import type { EmulatorChange } from '../../rpc/emulatorEvents';
import type { Project, Services } from '../services';
import type { TreeElement } from './elements';
import { ElementTree, type ElementSource } from './elementTree';
import { LiveView } from './liveView';
import { projectsIds, projectsSource } from './projectsSource';
import type { TreeViewParts } from './treeViewParts';

/** The view of the workspace's folders, their bindings and functions. */
export function createProjectsView(services: Services): TreeViewParts {
  const rows = new vscode.EventEmitter<boolean>();
  const source = tellingWhatIsThere(projectsSource(services), rows);
  const tree = new ElementTree(source, services.log);
  const view = vscode.window.createTreeView<TreeElement>('pagesKv.projects', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const live = new LiveView(view, tree, services.emulator, services.log, (changes) =>
    applyChanges(tree, source, services, changes),
  );
  const subscriptions = vscode.Disposable.from(
    services.projects.onDidChange(() => {
      tree.refresh();
    }),
    services.functions.onDidChangeState((project) => {
      refresh(tree, project.id, projectsIds.project(project.id));
    }),
    services.functions.onDidChangeRoutes((project) => {
      if (view.visible) void refreshGroup(tree, source, project, projectsIds.functions(project.id));
      else tree.refresh();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      tree.refresh();
    }),
  );
  const hint = keepHintShown(view, services, rows.event);
  return { tree, view, disposables: [live, subscriptions, hint, view, tree, rows] };
}

/**
 * Until the folders have been looked through, a view without rows must not say what they lack.
 *
 * @param rows hears whether there are any
 */
function tellingWhatIsThere(
  source: ElementSource,
  rows: vscode.EventEmitter<boolean>,
): ElementSource {
  let isKnown = false;
  return {
    ...source,
    async roots(limit) {
      const roots = await source.roots(limit);
      rows.fire(roots.length > 0);
      // Where there are rows it would be shown until VS Code has drawn them.
      if (!isKnown && roots.length === 0) {
        isKnown = true;
        await vscode.commands.executeCommand('setContext', 'pagesKv.projectsKnown', true);
      }
      return roots;
    },
  };
}

function refresh(tree: ElementTree, projectId: string, id: string): void {
  tree.refresh(tree.known(projectsIds.project(projectId)) ? id : undefined);
}

/** The last thing gone or the first one come turns the tree into a welcome text or back. */
async function refreshGroup(
  tree: ElementTree,
  source: ElementSource,
  project: Project,
  id: string,
): Promise<void> {
  const shown = tree.known(projectsIds.project(project.id)) !== undefined;
  const wanted = (await source.roots(1)).length > 0;
  tree.refresh(shown && wanted ? id : undefined);
}

async function applyChanges(
  tree: ElementTree,
  source: ElementSource,
  services: Services,
  changes: readonly EmulatorChange[],
): Promise<void> {
  // Bindings show the names of accounts and namespaces.
  const concerned = changes.some(
    ({ kind }) => kind === 'bindings' || kind === 'namespaces' || kind === 'accounts',
  );
  if (!concerned) return;
  for (const project of services.projects.all) {
    await refreshGroup(tree, source, project, projectsIds.bindings(project.id));
  }
}

/** Says that nothing runs without trust, and after a person's first binding what comes next. */
function keepHintShown(
  view: vscode.TreeView<TreeElement>,
  services: Services,
  rows: vscode.Event<boolean>,
): vscode.Disposable {
  let hasRows = false;
  let boundBefore: boolean | undefined;
  let hasRun = false;
  let runIsNext = false;

  const show = (): void => {
    // VS Code shows no welcome text under a message, and so not its button either.
    view.message = (hasRows ? messageOf(runIsNext) : undefined) ?? '';
  };
  const noticeBinding = async (): Promise<void> => {
    if (hasRun || runIsNext || services.emulator.state.kind !== 'ready') return;
    const bindings = await (await services.emulator.api()).listBindings({});
    const here = bindings.filter(({ project }) =>
      services.projects.all.some(({ id }) => id === project.id),
    );
    runIsNext = boundBefore === false && here.length > 0;
    boundBefore ??= here.length > 0;
    show();
  };
  const notice = (): void => {
    noticeBinding().catch((error: unknown) => {
      services.log.debug('view', String(error));
    });
  };

  show();
  notice();
  return vscode.Disposable.from(
    rows((some) => {
      if (some === hasRows) return;
      hasRows = some;
      show();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(show),
    services.emulator.onDidChangeState(notice),
    services.emulator.onDidChange((changes) => {
      if (changes.some(({ kind }) => kind === 'bindings')) notice();
    }),
    services.functions.onDidChangeState((project) => {
      if (services.functions.state(project).kind !== 'running') return;
      hasRun = true;
      runIsNext = false;
      show();
    }),
  );
}

function messageOf(runIsNext: boolean): string | undefined {
  if (!vscode.workspace.isTrusted) {
    return vscode.l10n.t('Restricted Mode: functions run once you trust this workspace.');
  }
  return runIsNext ? vscode.l10n.t('Next: run one of the functions.') : undefined;
}
