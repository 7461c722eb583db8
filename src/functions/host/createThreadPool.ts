import { Worker } from 'node:worker_threads';
import type { EmulatorAddress } from '../../rpc/hostApi';
import type { FromRuntime, RuntimeStart, ToRuntime } from '../runtimeProtocol';

/** A worker thread that serves one request at a time. */
export interface RuntimeThread {
  /** The build of each route's file that the thread has. */
  readonly bundles: Map<string, number>;
  /** Resolves when the thread can serve, or has ended. */
  readonly ready: Promise<void>;
  send(message: ToRuntime): void;
  listen(
    message: (message: FromRuntime) => void,
    ended: (error: NodeJS.ErrnoException | undefined) => void,
  ): void;
  stop(): void;
}

/** Threads are made on demand; a request beyond the most waits for one. */
export interface ThreadPool {
  acquire(): Promise<RuntimeThread>;
  /** Gives back an idle thread, to serve again or to end. */
  release(thread: RuntimeThread, reusable: boolean): void;
  dispose(): Promise<void>;
}

const threadsMax = 64;
const warmThreads = 2;
/** Memory of one function: 128 MB. */
const memoryMegabytes = 128;

export function createThreadPool(file: string, emulator: EmulatorAddress): ThreadPool {
  const idle: RuntimeThread[] = [];
  const waiting: ((thread: RuntimeThread) => void)[] = [];
  const workers = new Set<Worker>();
  let disposed = false;

  function create(): RuntimeThread {
    const worker = new Worker(file, {
      workerData: { emulator } satisfies RuntimeStart,
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    const thread = threadOf(worker);
    workers.add(worker);
    worker.once('exit', () => {
      workers.delete(worker);
      const index = idle.indexOf(thread);
      if (index !== -1) idle.splice(index, 1);
      const next = disposed ? undefined : waiting.shift();
      next?.(create());
    });
    return thread;
  }

  for (let made = 0; made < warmThreads; made++) idle.push(create());
  return {
    async acquire() {
      const thread = idle.pop() ?? (workers.size < threadsMax ? create() : undefined);
      const given =
        thread ?? (await new Promise<RuntimeThread>((resolve) => waiting.push(resolve)));
      await given.ready;
      return given;
    },
    release(thread, reusable) {
      thread.listen(ignore, ignore);
      const next = reusable ? waiting.shift() : undefined;
      if (next) next(thread);
      else if (reusable && idle.length < warmThreads && !disposed) idle.push(thread);
      else thread.stop();
      if (idle.length === 0 && workers.size < warmThreads && !disposed) idle.push(create());
    },
    async dispose() {
      disposed = true;
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}

function ignore(): void {
  // An idle thread has nothing to say.
}

function threadOf(worker: Worker): RuntimeThread {
  let onMessage: (message: FromRuntime) => void = ignore;
  let onEnd: (error: NodeJS.ErrnoException | undefined) => void = ignore;
  let failure: NodeJS.ErrnoException | undefined;
  let hasEnded = false;
  let becomeReady: () => void = ignore;
  const ready = new Promise<void>((resolve) => {
    becomeReady = resolve;
  });
  worker.on('message', (message: FromRuntime) => {
    if (message.kind === 'ready') becomeReady();
    else onMessage(message);
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    failure = error;
  });
  worker.on('exit', () => {
    hasEnded = true;
    becomeReady();
    onEnd(failure);
  });
  return {
    bundles: new Map(),
    ready,
    send(message) {
      worker.postMessage(message);
    },
    listen(message, ended) {
      onMessage = message;
      onEnd = ended;
      if (hasEnded) ended(failure);
    },
    stop() {
      void worker.terminate();
    },
  };
}
