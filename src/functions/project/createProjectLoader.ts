import path from 'node:path';
import type { RouteInfo } from '../../rpc/hostApi';
import type { Bundler } from '../bundle/createBundler';
import { compileRoutes } from '../routes/routeTable';
import { scanProject, type ProjectScan } from '../scan/scanRoutes';
import { createFolderWatcher } from './createFolderWatcher';
import { stampFiles } from './fileStamps';
import { findStaticFolder } from './findStaticFolder';
import {
  loadMiddleware,
  middlewareFolders,
  middlewareNames,
  type Middleware,
} from './loadMiddleware';
import type { LoadedProject } from './loadedProject';
import { readEdgeoneSettings } from './readEdgeoneSettings';
import { envFiles, readEnv } from './readEnv';
import { createRouteBundles } from './routeBundles';

/** Keeps a project loaded: again after each change of its files. */
export interface ProjectLoader {
  /** The project as saved: waits for a load that is under way. */
  readonly settled: () => Promise<LoadedProject>;
  /** Builds everything anew, although no file has changed. */
  rebuild(): void;
  dispose(): void;
}

/** Besides sources, these decide what is served. */
const settingsFiles = [...envFiles, 'edgeone.json', 'package.json', 'tsconfig.json'];

/** @param loaded told after the first load, and after each that found something new */
export function createProjectLoader(
  folder: string,
  bundler: Bundler,
  loaded: (project: LoadedProject) => void,
): ProjectLoader {
  const bundles = createRouteBundles(bundler);
  const watcher = createFolderWatcher(reload);
  let disposed = false;
  let again = false;
  let running: Promise<LoadedProject> | undefined;
  let last: LoadedProject | undefined;
  let lastSignature = '';
  let lastFiles = '';

  function reload(): void {
    again = true;
    if (disposed || running) return;
    running = loadUntilQuiet().finally(() => {
      running = undefined;
    });
    // A failure is told to whoever waits for `settled`.
    running.catch(() => undefined);
  }

  async function loadUntilQuiet(): Promise<LoadedProject> {
    let project = last;
    while (again || !project) {
      again = false;
      project = await load();
    }
    return project;
  }

  async function load(): Promise<LoadedProject> {
    const scan = await scanProject(folder);
    watchFolders(scan);
    const settings = await stampFiles(settingsFiles.map((name) => path.join(folder, name)));
    const routes = scan.routes.map((route) => lastGoodHandlers(route, scan));
    const middleware = await loadMiddleware(folder, last?.middleware);
    const files = [...new Set([...routes, ...runnable(middleware)].map(({ file }) => file))].sort();
    const signature = JSON.stringify([...settings]);
    const fileList = JSON.stringify(files);
    // A new or deleted file, or another tsconfig.json, can change what imports mean.
    const everything = signature !== lastSignature || fileList !== lastFiles;
    const built = await bundles.update(files, everything);
    const edgeone = await readEdgeoneSettings(folder);
    const staticFolder = await findStaticFolder(folder, edgeone.outputDirectory);
    const project: LoadedProject = {
      routes,
      table: compileRoutes(routes),
      bundles: new Map(bundles.current),
      ...(middleware ? { middleware } : {}),
      env: await readEnv(folder),
      staticRoot: { folder: staticFolder, hidden: hiddenIn(staticFolder, scan) },
      rules: edgeone.rules,
      warnings: [...edgeone.warnings, ...(middleware?.warning ? [middleware.warning] : [])],
      problems: edgeone.problems,
    };
    // What the build read for the first time may have changed before it was watched.
    if (watchFolders(scan)) again = true;
    const isNew =
      built ||
      everything ||
      JSON.stringify(routes) !== JSON.stringify(last?.routes) ||
      JSON.stringify(middleware) !== JSON.stringify(last?.middleware) ||
      project.staticRoot.folder !== last?.staticRoot.folder;
    lastSignature = signature;
    lastFiles = fileList;
    last = project;
    if (isNew && !disposed) loaded(project);
    return project;
  }

  /** While a person types, the table keeps what the file was before. */
  function lastGoodHandlers(route: RouteInfo, scan: ProjectScan): RouteInfo {
    const before = last?.routes.find(({ file }) => file === route.file);
    return before && scan.problems.some(({ file }) => file === route.file) ? before : route;
  }

  function hiddenIn(staticFolder: string, scan: ProjectScan): ReadonlySet<string> {
    if (path.relative(folder, staticFolder) !== '') return new Set();
    const functions = scan.folder === undefined ? [] : [path.basename(scan.folder)];
    const sources = ['functions', 'edge-functions', ...middlewareNames, ...functions];
    return new Set(['node_modules', ...settingsFiles, ...sources]);
  }

  function watchFolders(scan: ProjectScan): boolean {
    if (disposed) return false;
    const inputs = [...bundles.current.values()].flatMap((bundle) => bundle.inputs);
    return watcher.set(
      new Set([
        ...[folder, ...scan.folders, ...middlewareFolders(folder)],
        ...inputs.map((input) => path.dirname(input)),
      ]),
    );
  }

  reload();
  return {
    settled: () => running ?? (last ? Promise.resolve(last) : retry()),
    rebuild() {
      lastFiles = '';
      reload();
    },
    dispose() {
      disposed = true;
      watcher.dispose();
    },
  };

  function retry(): Promise<LoadedProject> {
    reload();
    return running ?? Promise.reject(new Error('The function host has stopped.'));
  }
}

function runnable(middleware: Middleware | undefined): readonly Middleware[] {
  return middleware?.handler ? [middleware] : [];
}
