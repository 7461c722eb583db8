import type { FunctionProblem } from '../../rpc/hostApi';

/** The problems of a project's functions, told whenever the list changes. */
export interface Problems {
  setBundle(problems: readonly FunctionProblem[]): void;
  /** What the last request of a route's file met; empty where all went well. */
  setRuntime(routeFile: string, problems: readonly FunctionProblem[]): void;
  /** The files were loaded anew; some may be gone. */
  clearRuntime(): void;
  addRuntime(routeFile: string, problem: FunctionProblem): void;
}

export function createProblems(changed: (problems: readonly FunctionProblem[]) => void): Problems {
  let bundle: readonly FunctionProblem[] = [];
  const runtime = new Map<string, readonly FunctionProblem[]>();
  let told = '[]';

  function tell(): void {
    const all = [...bundle, ...[...runtime.values()].flat()];
    const text = JSON.stringify(all);
    if (text === told) return;
    told = text;
    changed(all);
  }

  return {
    setBundle(problems) {
      bundle = problems;
      tell();
    },
    setRuntime(routeFile, problems) {
      // So it is with nearly every request.
      if (problems.length === 0 && !runtime.has(routeFile)) return;
      if (problems.length === 0) runtime.delete(routeFile);
      else runtime.set(routeFile, problems);
      tell();
    },
    clearRuntime() {
      runtime.clear();
      tell();
    },
    addRuntime(routeFile, problem) {
      const known = runtime.get(routeFile) ?? [];
      const isKnown = known.some((one) => JSON.stringify(one) === JSON.stringify(problem));
      if (!isKnown) runtime.set(routeFile, [...known, problem]);
      tell();
    },
  };
}
