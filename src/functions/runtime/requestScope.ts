import { AsyncLocalStorage } from 'node:async_hooks';
import type { RuntimeRequest } from '../runtimeProtocol';

/** What one request has under way, so that nothing of it reaches into the next one. */
export interface RequestScope {
  ended: boolean;
  /** When the work on it began, as `performance.now()`. */
  readonly startedMs: number;
  /** Made with the first fetch, aborted at the end: what is still fetched then is given up. */
  fetches?: AbortController;
  /** What ends each of them. */
  readonly timers: Map<number, () => void>;
  /** KV calls without an answer yet. */
  readonly unanswered: Set<UnansweredCall>;
  readonly asked: AskedOf;
}

export interface UnansweredCall {
  /** Where the user's code made it, as stack traces name places. */
  readonly bundlePlace: string | undefined;
}

/** What code a request asks, on which edge node, and under which host, port included. */
export interface AskedOf {
  readonly kind: RuntimeRequest['kind'];
  readonly node: string;
  readonly host: string;
}

const storage = new AsyncLocalStorage<RequestScope>();
let serving: RequestScope | undefined;

export const endedMessage =
  'This request has ended. Pass a promise to context.waitUntil() for work that outlives its response.';

/** Runs the work, and everything that it starts, as part of a new request. */
export function runInScope<T>(asked: AskedOf, work: (scope: RequestScope) => T): T {
  const startedMs = performance.now();
  const scope: RequestScope = {
    ended: false,
    startedMs,
    timers: new Map(),
    unanswered: new Set(),
    asked,
  };
  serving = scope;
  return storage.run(scope, work, scope);
}

/** Runs work that came in from outside as part of a request. */
export function continueInScope(scope: RequestScope, work: () => void): void {
  storage.run(scope, work);
}

/**
 * The request that the running code belongs to.
 *
 * @throws Error where that request has ended
 */
export function activeScope(): RequestScope {
  const scope = storage.getStore() ?? serving;
  if (!scope || scope.ended) throw new Error(endedMessage);
  return scope;
}

/** The request that the running code belongs to, ended or not; `undefined` between requests. */
export function scopeOfCode(): RequestScope | undefined {
  return storage.getStore() ?? serving;
}

export function endScope(scope: RequestScope): void {
  scope.ended = true;
  serving = undefined;
  for (const end of scope.timers.values()) end();
  scope.timers.clear();
  scope.fetches?.abort(new Error(endedMessage));
}
