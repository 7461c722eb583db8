import type { Worker } from 'node:worker_threads';
import { readIdleMs } from '../operationMemory';
import type { FromRuntime, ThreadKind, ToRuntime } from '../runtimeProtocol';

/** A worker thread that serves one request at a time. */
export interface RuntimeThread {
  /** As inspectors name it. */
  readonly id: number;
  /** The build of each route's file that the thread has. */
  readonly bundles: Map<string, number>;
  /** Where the thread notes its operations; see `createOperationMemory`. */
  readonly operations: SharedArrayBuffer;
  readonly kind: ThreadKind;
  /** Resolves with whether the thread can serve; otherwise it has ended. */
  readonly ready: Promise<boolean>;
  /** Milliseconds for which it was busy so far, also while it spins. */
  busyMs(): number;
  send(message: ToRuntime): void;
  listen(
    message: (message: FromRuntime) => void,
    ended: (error: NodeJS.ErrnoException | undefined) => void,
    /** Told when it halts in a debugger, and when it goes on. */
    halted?: (isHalted: boolean) => void,
  ): void;
  setHalted(isHalted: boolean): void;
  stop(): void;
}

export function ignore(): void {
  // An idle thread has nothing to say.
}

/** What the pool does with a worker. */
export function threadOf(
  worker: Worker,
  operations: SharedArrayBuffer,
  kind: ThreadKind,
): RuntimeThread {
  let onMessage: (message: FromRuntime) => void = ignore;
  let onEnd: (error: NodeJS.ErrnoException | undefined) => void = ignore;
  let onHalt: (isHalted: boolean) => void = ignore;
  let failure: NodeJS.ErrnoException | undefined;
  let hasEnded = false;
  let becomeReady: (serves: boolean) => void = ignore;
  const ready = new Promise<boolean>((resolve) => {
    becomeReady = resolve;
  });
  worker.on('message', (messages: readonly FromRuntime[]) => {
    for (const message of messages) {
      if (message.kind === 'ready') becomeReady(true);
      else onMessage(message);
    }
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    failure = error;
  });
  worker.on('exit', () => {
    hasEnded = true;
    becomeReady(false);
    onEnd(failure);
  });
  return {
    id: worker.threadId,
    bundles: new Map(),
    operations,
    kind,
    ready,
    busyMs: () => worker.performance.eventLoopUtilization().active - readIdleMs(operations),
    send(message) {
      worker.postMessage(message);
    },
    listen(message, ended, halted = ignore) {
      onMessage = message;
      onEnd = ended;
      onHalt = halted;
      if (hasEnded) ended(failure);
    },
    setHalted(isHalted) {
      onHalt(isHalted);
    },
    stop() {
      void worker.terminate();
    },
  };
}
