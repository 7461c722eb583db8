import * as l10n from '@vscode/l10n';
import type { FunctionProblem, RouteInfo } from '../../rpc/hostApi';
import { relativeFile } from '../bundle/sourcePositions';
import { handlerFor } from '../routes/routeTable';

/**
 * Handlers that are never asked, since another file has their route: `a.js` and `a/index.js`.
 *
 * @param routes in the order in which they are asked
 */
export function doubledRoutes(
  folder: string,
  routes: readonly RouteInfo[],
): readonly FunctionProblem[] {
  return routes.flatMap(({ route, file, handlers }, index) => {
    const before = routes.slice(0, index).filter((one) => one.route === route);
    const hidden = handlers.find(({ method }) => before.some((one) => answers(one, method)));
    const first = hidden && before.find((one) => answers(one, hidden.method));
    if (!first) return [];
    const names = [relativeFile(folder, first.file), relativeFile(folder, file)] as const;
    const message = l10n.t(
      '{0} and {1} have one route, {2}: the first answers, the second is not asked.',
      ...names,
      route,
    );
    const { line } = hidden;
    return [{ source: 'bundle', severity: 'warning', file, line, column: 1, message }];
  });
}

function answers(
  { handlers }: RouteInfo,
  method: RouteInfo['handlers'][number]['method'],
): boolean {
  return handlerFor(handlers, method) !== undefined;
}
