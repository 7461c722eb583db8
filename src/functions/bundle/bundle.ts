import type { FunctionProblem } from '../../rpc/hostApi';

/** The variable of a bundle's code that holds its exports. */
export const exportsVariable = '$pagesKvModule';

/** One route's file with everything it imports. */
export interface Bundle {
  /** Absolute path of the route's file. */
  readonly file: string;
  /** Names the code in stack traces; another one for each build. */
  readonly id: number;
  readonly code: string;
  /** Source map, JSON; sources are relative to `folder`. */
  readonly map: string;
  readonly folder: string;
}

/** A build that failed has problems of severity `error` and no bundle. */
export interface BundleResult {
  readonly bundle?: Bundle;
  readonly problems: readonly FunctionProblem[];
  /** Absolute paths of all files that went in; of a build that failed those that may mend it. */
  readonly inputs: readonly string[];
}
