import path from 'node:path';
import type { FunctionProblem, RouteInfo } from '../../rpc/hostApi';
import { compileRoutes } from '../routes/routeTable';
import { parseRoute, routeOfFile } from '../routes/routePattern';
import { findFunctionsFolder, listFunctionFiles } from './functionsFolder';
import { scanFile } from './scanFile';

export interface ProjectScan {
  /** Absolute; absent where the project has no functions. */
  readonly folder?: string;
  /** Absolute paths of the functions folder and all below it. */
  readonly folders: readonly string[];
  /** In the order in which they are asked. */
  readonly routes: readonly RouteInfo[];
  /** Files that cannot be read; their routes are what their lines look like. */
  readonly problems: readonly FunctionProblem[];
}

/**
 * The routes of a project, read from its files; nothing of it runs.
 *
 * @param project absolute path of the project's folder
 */
export async function scanRoutes(project: string): Promise<readonly RouteInfo[]> {
  return (await scanProject(project)).routes;
}

/** As {@link scanRoutes}, with what went wrong. */
export async function scanProject(project: string): Promise<ProjectScan> {
  const folder = await findFunctionsFolder(project);
  if (folder === undefined) return { folders: [], routes: [], problems: [] };
  const { files, folders } = await listFunctionFiles(folder);
  const routes: RouteInfo[] = [];
  const problems: FunctionProblem[] = [];
  for (const name of files) {
    const file = path.join(folder, ...name.split('/'));
    const route = routeOfFile(name);
    // A file that vanishes while we read is no route.
    const scan = await scanFile(file).catch(() => undefined);
    if (!scan) continue;
    if (scan.problem) problems.push({ source: 'bundle', severity: 'error', file, ...scan.problem });
    if (scan.handlers.length > 0 && parseRoute(route)) {
      routes.push({ route, file, handlers: scan.handlers });
    }
  }
  return { folder, folders, routes: compileRoutes(routes).map(({ info }) => info), problems };
}
