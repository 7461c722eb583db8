import * as path from 'node:path';
import { pathInside } from '../../functions/pathInside';
import { isFunctionFile, parseRoute, routeOfFile } from '../../functions/routes/routePattern';
import type { RouteHandler } from '../../rpc/hostApi';

/** The route of a file in the functions folder; `undefined` where the file can be none. */
export function routeInFolder(folder: string, file: string): string | undefined {
  const relative = pathInside(folder, file);
  if (!relative || !isFunctionFile(path.basename(file))) return undefined;
  const parts = relative.split(path.sep);
  if (parts.includes('node_modules')) return undefined;
  const route = routeOfFile(parts.join('/'));
  return parseRoute(route) ? route : undefined;
}

/** Whether another handler of the file answers in its place: `onRequest` wins for every method. */
export function isShadowed(handler: RouteHandler, handlers: readonly RouteHandler[]): boolean {
  const winner = handlers.find(({ method }) => method === 'ALL');
  return winner !== undefined && winner !== handler;
}
