import { tracedOperationsMax } from '../../rpc/hostApi';
import type { KvPort } from '../../kv/kvPort';
import type { EdgeApi, EdgeCall } from '../../rpc/edgeApi';
import { activeScope, endedMessage, type RequestScope, type UnansweredCall } from './requestScope';
import type { OperationSink } from '../operationMemory';
import type { NotedOperation } from '../runtimeProtocol';
import { callerPlace } from './callerPlace';
import type { Wakefulness } from '../../rpc/stayAwake';
import { withCallers } from './withCallers';

/** The way to the emulator, or to what stands in its place while code is checked. */
export interface KvLink {
  readonly api: EdgeApi;
  /** Where answers come from another process. */
  readonly awake?: Wakefulness;
}

type Operation = Omit<NotedOperation, 'startedMs' | 'durationMs'>;

/** One request's way to one namespace, through its edge node. */
export function createKvPort(
  link: KvLink,
  scope: RequestScope,
  call: EdgeCall,
  log: OperationSink,
): KvPort {
  let calls = 0;

  /** Each promise between a call and its answer costs a few microseconds: there is one here. */
  function trace<T extends { readonly operation: Operation }, R>(
    op: Operation['op'],
    key: string,
    work: (api: EdgeApi) => Promise<T>,
    resultOf: (answer: T) => R,
  ): Promise<R> {
    // Code that an earlier request left behind finds the globals of this one.
    if (activeScope() !== scope) throw new Error(endedMessage);
    link.awake?.expect();
    // What no trace has room for is not described either, which takes as long as a cached read.
    if (++calls > tracedOperationsMax) return count(work(link.api), resultOf);
    const startMs = performance.now();
    const unanswered = { bundlePlace: callerPlace(trace) };
    scope.unanswered.add(unanswered);
    return work(link.api).then(
      (answer) => {
        note(answer.operation, startMs, unanswered);
        return scope.ended ? never() : resultOf(answer);
      },
      (error: unknown) => {
        const refused = { op, key, node: call.node, source: 'central', version: null } as const;
        const message = error instanceof Error ? error.message : String(error);
        const nothingKnown = {
          replacedVersion: null,
          atMs: null,
          stale: false,
          ageMs: 0,
          bytes: 0,
        };
        note({ ...refused, ...nothingKnown, error: message }, startMs, unanswered);
        if (scope.ended) return never();
        throw withCallers(error);
      },
    );
  }

  function count<T, R>(answered: Promise<T>, resultOf: (answer: T) => R): Promise<R> {
    const counted = (): void => {
      link.awake?.arrived();
      if (!scope.ended) log.count();
    };
    return answered.then(
      (answer) => {
        counted();
        return resultOf(answer);
      },
      (error: unknown) => {
        counted();
        throw withCallers(error);
      },
    );
  }

  /** What ends after its request is no part of the next one's trace. */
  function note(operation: Operation, startMs: number, unanswered: UnansweredCall): void {
    link.awake?.arrived();
    if (scope.ended) return;
    scope.unanswered.delete(unanswered);
    const { bundlePlace } = unanswered;
    const startedMs = startMs - scope.startedMs;
    const durationMs = performance.now() - startMs;
    log.add({
      ...{ ...operation, startedMs, durationMs },
      ...(bundlePlace === undefined ? {} : { bundlePlace }),
    });
  }

  return {
    get: (key) =>
      trace(
        'get',
        key,
        (api) => api.edgeGet(call, key),
        ({ value }) => value,
      ),
    put: (key, value) => trace('put', key, (api) => api.edgePut(call, key, value), nothing),
    delete: (key) => trace('delete', key, (api) => api.edgeDelete(call, key), nothing),
    list: (query) =>
      trace(
        'list',
        query.prefix,
        (api) => api.edgeList(call, query),
        ({ page }) => page,
      ),
  };
}

const nothing = (): void => undefined;

/** Code that goes on after its request would find the globals of another one, or none. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}
