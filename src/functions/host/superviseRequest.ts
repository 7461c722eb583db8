import * as l10n from '@vscode/l10n';
import type { HostLogLine } from '../../rpc/hostApi';
import { parseOperations, readUnsentOperations } from '../operationMemory';
import type {
  FromRuntime,
  NotedOperation,
  RuntimeFailure,
  RuntimeHead,
  RuntimePassed,
  RuntimeRequest,
} from '../runtimeProtocol';
import type { RuntimeThread, ThreadPool } from './createThreadPool';

/** What happens to a request on its thread, in this order. */
export interface RequestEvents {
  head(head: RuntimeHead): void;
  /** @returns a promise where the client cannot take more for now */
  chunk(bytes: Uint8Array): Promise<void> | undefined;
  bodyEnded(): void;
  /** Instead of the head: a middleware lets the request go on. */
  passed(passed: RuntimePassed): void;
  /** Instead of the head, or in the middle of the body. */
  failed(failure: RuntimeFailure): void;
  operations(operations: readonly NotedOperation[]): void;
  log(line: HostLogLine): void;
  warning(failure: RuntimeFailure): void;
  uncaught(failure: RuntimeFailure): void;
}

export interface SupervisedRequest {
  /** Resolves when response and `waitUntil` are done, or the thread is gone. */
  readonly ended: Promise<void>;
  /** The client has gone. */
  abort(): void;
}

/** Runs a request on a thread, and ends the thread where it does not come back. */
export function superviseRequest(
  pool: ThreadPool,
  thread: RuntimeThread,
  request: RuntimeRequest,
  timeoutMs: number,
  events: RequestEvents,
): SupervisedRequest {
  let answered = false;
  let over = false;
  let ponged = true;
  let lastBatch = -1;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let stopReason: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let leftMs = timeoutMs;
  let watchedFromMs = 0;

  function stop(reason: string): void {
    stopReason ??= reason;
    thread.stop();
  }

  function tooLate(): void {
    stop(l10n.t('The function did not answer within {0} s and was stopped.', timeoutMs / 1000));
  }

  function ask(): void {
    if (!ponged) {
      stop(
        l10n.t('The function kept its thread busy for {0} s and was stopped.', timeoutMs / 1000),
      );
    }
    ponged = false;
    thread.send({ kind: 'ping' });
  }

  function watch(): void {
    watchedFromMs = performance.now();
    timer = answered ? setInterval(ask, timeoutMs) : setTimeout(tooLate, leftMs);
  }

  /** Once the response has begun it may last; only a thread that spins is stopped. */
  function answer(): void {
    if (answered) return;
    answered = true;
    clearTimeout(timer);
    watch();
  }

  /** While a person looks at it in a debugger, no time passes for a function. */
  function halt(isHalted: boolean): void {
    clearTimeout(timer);
    if (isHalted) leftMs -= performance.now() - watchedFromMs;
    else {
      ponged = true;
      watch();
    }
  }

  function finish(error: NodeJS.ErrnoException | undefined): void {
    clearTimeout(timer);
    if (!over) {
      events.operations(readUnsentOperations(thread.operations, lastBatch));
      const failure = { message: stopReason ?? reasonOf(error), stack: error?.stack ?? '' };
      if (answered) events.uncaught(failure);
      events.failed(failure);
    }
    over = true;
    end();
  }

  function receive(message: FromRuntime): void {
    switch (message.kind) {
      case 'head':
        answer();
        events.head(message.head);
        break;
      case 'passed':
        answer();
        events.passed(message.passed);
        break;
      case 'chunk':
        void Promise.resolve(events.chunk(message.bytes)).then(() => {
          if (!over) thread.send({ kind: 'more' });
        });
        break;
      case 'failed':
        answer();
        events.failed(message.failure);
        break;
      case 'bodyEnded':
        events.bodyEnded();
        break;
      case 'operations':
        lastBatch = message.batch;
        events.operations(parseOperations(message.lines));
        break;
      case 'log':
        events.log(message.line);
        break;
      case 'warning':
        events.warning(message.failure);
        break;
      case 'uncaught':
        events.uncaught(message.failure);
        break;
      case 'ended':
        over = true;
        end();
        break;
      case 'idle':
        clearTimeout(timer);
        pool.release(thread, message.reusable);
        break;
      case 'pong':
        ponged = true;
        break;
      case 'ready':
        break;
      default:
        message satisfies never;
    }
  }

  thread.listen(receive, finish, halt);
  watch();
  thread.send({ kind: 'run', request });
  return {
    ended,
    abort() {
      if (!over) thread.send({ kind: 'abort' });
    },
  };
}

function reasonOf(error: NodeJS.ErrnoException | undefined): string {
  if (error?.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return l10n.t('The function used more than 128 MB of memory and was stopped.');
  }
  const reason = error?.message ?? l10n.t('unknown reason');
  return l10n.t('The thread of the function has ended: {0}', reason);
}
