import { createResolver } from './createResolver';
import type { ValueSource } from './dynamicVariable';
import type { HttpFile, HttpFileRequest, HttpProblem } from './httpFile';
import { resolveRequest } from './resolveRequest';
import { isLoopback, parseTarget } from './target';

/**
 * All that keeps the requests of a file from being sent, each place once.
 *
 * Requests to other machines are left alone: another tool sends them, with variables of its own.
 */
export function fileProblems(file: HttpFile, source: ValueSource): readonly HttpProblem[] {
  const problems = new Map<string, HttpProblem>();
  for (const request of file.requests) {
    if (leavesThisMachine(file, request, source)) continue;
    const resolver = createResolver(file, source);
    resolveRequest(request, resolver);
    for (const problem of [...request.problems, ...resolver.problems]) {
      problems.set(`${problem.line}:${problem.column}`, problem);
    }
  }
  return [...problems.values()];
}

/** Whether the request names another machine; `false` where its address is not known yet. */
export function leavesThisMachine(
  file: HttpFile,
  request: HttpFileRequest,
  source: ValueSource,
): boolean {
  const resolver = createResolver(file, source);
  const text = request.target.map((piece) => resolver.resolve(piece)).join('');
  const target = parseTarget(text);
  return (
    resolver.problems.length === 0 && target.kind === 'address' && !isLoopback(target.hostname)
  );
}
