import * as l10n from '@vscode/l10n';
import type { FunctionProblem, RouteInfo } from '../../rpc/hostApi';

/**
 * Files whose names mean more on other platforms than here: a `_middleware.js` that was to guard a
 * folder guards nothing, and nobody would see it.
 */
export function misnamedRoutes(routes: readonly RouteInfo[]): readonly FunctionProblem[] {
  return routes.flatMap(({ route, file, handlers }) => {
    const message = misunderstanding(route);
    if (message === undefined) return [];
    const line = handlers[0]?.line ?? 1;
    return [{ source: 'bundle', severity: 'warning', file, line, column: 1, message }];
  });
}

function misunderstanding(route: string): string | undefined {
  const last = route.slice(route.lastIndexOf('/') + 1);
  if (last === '_middleware') {
    return l10n.t(
      'This function answers at {0} and runs before no other. A middleware is middleware.js in the project\'s folder, and exports "middleware".',
      route,
    );
  }
  const [, one] = /^\[\.\.\.([^[\]]+)\]$/.exec(last) ?? [];
  if (one !== undefined) {
    return l10n.t(
      '"[...{0}]" takes one segment of a path, as params["...{0}"]. Name it "[[{0}]]" for all that follow, as params.{0}.',
      one,
    );
  }
  const [, rest] = /^\[\[\.\.\.([^[\]]+)\]\]$/.exec(last) ?? [];
  if (rest === undefined) return undefined;
  return l10n.t(
    '"[[...{0}]]" gives the rest of a path as params["...{0}"]. Name it "[[{0}]]" for params.{0}.',
    rest,
  );
}
