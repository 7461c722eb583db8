import * as vscode from 'vscode';
import { scanRoutes } from '../../functions/scan/scanRoutes';
import type { RouteInfo } from '../../rpc/hostApi';
import type { Project } from '../services';

const settleMs = 200;

/** The routes of each project: from its running host, otherwise read from its files. */
export interface RouteTables extends vscode.Disposable {
  of(project: Project): Promise<readonly RouteInfo[]>;
  /** The host's table counts from now on; `undefined` goes back to the files. */
  setFromHost(project: Project, routes: readonly RouteInfo[] | undefined): void;
  forget(project: Project): void;
  readonly onDidChange: vscode.Event<Project>;
}

interface Table {
  hosted?: readonly RouteInfo[] | undefined;
  scanned?: Promise<readonly RouteInfo[]> | undefined;
  timer?: NodeJS.Timeout | undefined;
  watcher?: vscode.Disposable;
}

export function createRouteTables(): RouteTables {
  const changed = new vscode.EventEmitter<Project>();
  const tables = new Map<string, Table>();

  function tableOf(project: Project): Table {
    const known = tables.get(project.id);
    if (known) return known;
    const table: Table = {};
    tables.set(project.id, table);
    table.watcher = watchFunctions(project, () => {
      clearTimeout(table.timer);
      table.timer = setTimeout(() => {
        table.scanned = undefined;
        if (table.hosted === undefined) changed.fire(project);
      }, settleMs);
    });
    return table;
  }

  function scan(project: Project, table: Table): Promise<readonly RouteInfo[]> {
    if (project.folder === undefined) return Promise.resolve([]);
    const scanned = scanRoutes(project.folder);
    scanned.catch(() => {
      if (table.scanned === scanned) table.scanned = undefined;
    });
    return scanned;
  }

  function forget(project: Project): void {
    const table = tables.get(project.id);
    clearTimeout(table?.timer);
    table?.watcher?.dispose();
    tables.delete(project.id);
  }

  return {
    of: async (project) => {
      const table = tableOf(project);
      return table.hosted ?? (table.scanned ??= scan(project, table));
    },
    setFromHost: (project, routes) => {
      const table = tableOf(project);
      if (routes === undefined && table.hosted === undefined) return;
      table.hosted = routes;
      table.scanned = undefined;
      changed.fire(project);
    },
    forget,
    onDidChange: changed.event,
    dispose: () => {
      for (const table of tables.values()) {
        clearTimeout(table.timer);
        table.watcher?.dispose();
      }
      tables.clear();
      changed.dispose();
    },
  };
}

function watchFunctions(project: Project, changed: () => void): vscode.Disposable {
  const middleware = '{middleware,src/middleware}.{js,ts}';
  const watchers = ['edge-functions/**', 'functions/**', middleware].map((pattern) =>
    vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(project.uri, pattern)),
  );
  return vscode.Disposable.from(
    ...watchers.flatMap((watcher) => [
      watcher.onDidCreate(changed),
      watcher.onDidChange(changed),
      watcher.onDidDelete(changed),
      watcher,
    ]),
  );
}
