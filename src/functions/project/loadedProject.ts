import type { FunctionProblem, RouteInfo } from '../../rpc/hostApi';
import type { RouteTable } from '../routes/routeTable';
import type { Rules } from '../rules/rules';
import type { StaticRoot } from './findStaticFile';
import type { Middleware } from './loadMiddleware';
import type { RouteBundle } from './routeBundles';

/** Everything of a project that requests are answered with, as it was last saved. */
export interface LoadedProject {
  readonly routes: readonly RouteInfo[];
  readonly table: RouteTable;
  readonly bundles: ReadonlyMap<string, RouteBundle>;
  readonly middleware?: Middleware;
  readonly env: Readonly<Record<string, string>>;
  readonly staticRoot: StaticRoot;
  /** Of `edgeone.json`; those that hold. */
  readonly rules: Rules;
  /** Sentences about what was not followed. */
  readonly warnings: readonly string[];
  /** Those of the warnings that have a place in `edgeone.json`. */
  readonly problems: readonly FunctionProblem[];
}
