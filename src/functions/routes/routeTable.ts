import type { RouteHandler, RouteInfo } from '../../rpc/hostApi';
import { compareRoutes } from './compareRoutes';
import { matchPath, pathSegments, type RouteParams } from './matchPath';
import { parseRoute, type RouteSegment } from './routePattern';

export interface CompiledRoute {
  readonly info: RouteInfo;
  readonly segments: readonly RouteSegment[];
}

/** Routes in the order in which they are asked. */
export type RouteTable = readonly CompiledRoute[];

export interface RouteMatch {
  readonly info: RouteInfo;
  readonly handler: RouteHandler;
  readonly params: RouteParams;
}

/** Sorts by precedence; among equals the file's name decides, so that the order is stable. */
export function compileRoutes(routes: readonly RouteInfo[]): RouteTable {
  return routes
    .flatMap((info) => {
      const segments = parseRoute(info.route);
      return segments ? [{ info, segments }] : [];
    })
    .sort(
      (a, b) =>
        compareRoutes(a.segments, b.segments) ||
        compareText(a.info.route, b.info.route) ||
        compareText(a.info.file, b.info.file),
    );
}

/** The first route that fits the path and handles the method; others are walked past. */
export function matchRoute(
  table: RouteTable,
  method: string,
  pathname: string,
): RouteMatch | undefined {
  const path = pathSegments(pathname);
  for (const { info, segments } of table) {
    const handler = handlerFor(info.handlers, method);
    const params = handler && matchPath(segments, path);
    if (handler && params) return { info, handler, params };
  }
  return undefined;
}

/** In one file `onRequest` wins for every method. */
export function handlerFor(
  handlers: readonly RouteHandler[],
  method: string,
): RouteHandler | undefined {
  return (
    handlers.find((handler) => handler.method === 'ALL') ??
    handlers.find((handler) => handler.method === method)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
