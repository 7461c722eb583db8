import * as l10n from '@vscode/l10n';
import { setTimeout as wait } from 'node:timers/promises';
import type { FunctionLimits, HostLogLine } from '../../rpc/hostApi';
import { packRequest } from '../requestMessage';
import { parseOperations, readUnsentOperations, takeCountedOperations } from '../operationMemory';
import type {
  FromRuntime,
  HeldCall,
  NotedOperation,
  RuntimeFailure,
  RuntimeHead,
  RuntimePassed,
  RuntimeRequest,
  ToRuntime,
} from '../runtimeProtocol';
import type { ThreadPool } from './createThreadPool';
import { cpuMsMax, cpuSentence, cpuWarning, endedSentence, lateSentence } from './limitSentences';
import type { RuntimeThread } from './runtimeThread';

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
  /** Told at the end how many more there were than were noted. */
  operationsCounted(count: number): void;
  /** Only where the thread was started for checks. */
  held?(calls: readonly HeldCall[]): void;
  log(line: HostLogLine, bundlePlace: string | undefined): void;
  warning(failure: RuntimeFailure): void;
  uncaught(failure: RuntimeFailure): void;
}

export interface SupervisedRequest {
  /** Resolves when response and `waitUntil` are done, or the thread is gone. */
  readonly ended: Promise<void>;
  /** Does nothing where the request is over. */
  readonly send: (message: ToRuntime) => void;
}

/** How often a running function is looked at where the limit is enforced. */
const cpuCheckMs = 20;
/** How long the stop of a function may wait for what the emulator does. */
const absenceWaitMs = 500;

/** What a function may use, and what it is called when it uses more. */
export interface RequestBounds extends Pick<FunctionLimits, 'cpu' | 'memoryMegabytes'> {
  readonly name: string;
  readonly timeoutMs: number;
  /** Why KV calls get no answer, where they get none. */
  readonly absence?: () => Promise<string | undefined>;
}

/** Runs a request on a thread, and ends the thread where it does not come back. */
export function superviseRequest(
  pool: ThreadPool,
  thread: RuntimeThread,
  request: RuntimeRequest,
  bounds: RequestBounds,
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
  const { name, timeoutMs, cpu } = bounds;
  const busyBeforeMs = thread.busyMs();
  let timer: NodeJS.Timeout | undefined;
  let leftMs = timeoutMs;
  let watchedFromMs = 0;
  const cpuTimer =
    cpu === 'enforce'
      ? setInterval(() => {
          if (thread.busyMs() - busyBeforeMs > cpuMsMax) stop(cpuSentence(name));
        }, cpuCheckMs)
      : undefined;

  function stop(reason: string): void {
    if (stopReason !== undefined) return;
    stopReason = reason;
    thread.stop();
  }

  function tooLate(): void {
    // It is not the function's fault that it waits for an emulator that is away.
    void Promise.race([bounds.absence?.(), wait(absenceWaitMs, undefined)]).then((absence) => {
      if (!answered && !over) stop(lateSentence(name, timeoutMs, absence));
    });
  }

  function ask(): void {
    if (!ponged) {
      stop(
        l10n.t(
          'The function {0} kept its thread busy for {1} s and was stopped (setting "{2}").',
          name,
          timeoutMs / 1000,
          'pagesKv.functions.timeout',
        ),
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
    clearInterval(cpuTimer);
    if (!over) {
      events.operations(readUnsentOperations(thread.operations, lastBatch));
      events.operationsCounted(takeCountedOperations(thread.operations));
      const failure = {
        message: stopReason ?? endedSentence(error, bounds),
        stack: error?.stack ?? '',
      };
      // What outlives its answer ends with the host, and nothing has failed.
      if (!answered || !pool.isDisposed()) {
        if (answered) events.uncaught(failure);
        events.failed(failure);
      }
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
      case 'held':
        events.held?.(message.calls);
        break;
      case 'log':
        events.log(message.line, message.bundlePlace);
        break;
      case 'warning':
        events.warning(message.failure);
        break;
      case 'uncaught':
        events.uncaught(message.failure);
        break;
      case 'idle':
        over = true;
        events.operationsCounted(takeCountedOperations(thread.operations));
        clearTimeout(timer);
        clearInterval(cpuTimer);
        if (cpu !== 'off' && message.cpuMs > cpuMsMax) {
          events.warning({ message: cpuWarning(name, message.cpuMs), stack: '' });
        }
        pool.release(thread, message.reusable);
        end();
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
  thread.send(packRequest(request));
  return {
    ended,
    send(message) {
      if (!over) thread.send(message);
    },
  };
}
