import { Worker } from 'node:worker_threads';
import { createOperationMemory } from '../operationMemory';
import type { FromRuntime, RuntimeStart, ToRuntime } from '../runtimeProtocol';

/** A worker thread that serves one request at a time. */
export interface RuntimeThread {
  /** The build of each route's file that the thread has. */
  readonly bundles: Map<string, number>;
  /** Where the thread notes its operations; see `createOperationMemory`. */
  readonly operations: SharedArrayBuffer;
  /** Bound of its memory. */
  readonly megabytes: number;
  /** Resolves with whether the thread can serve; otherwise it has ended. */
  readonly ready: Promise<boolean>;
  /** Milliseconds for which it was busy so far, also while it spins. */
  busyMs(): number;
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
/** Most requests are over before a new thread could have begun; only those that wait get one. */
const growAfterMs = 50;
/** Threads that were not needed for so long are ended. */
const sweepMs = 30_000;
/**
 * @param begin what every thread starts with, beside a memory of its own
 * @param memoryMegabytes of one function; threads that have another bound serve no new request
 */
export function createThreadPool(
  file: string,
  begin: Omit<RuntimeStart, 'operations'>,
  memoryMegabytes: () => number,
): ThreadPool {
  /** The thread that was used last is used next, so that the others can be seen to be surplus. */
  const idle: RuntimeThread[] = [];
  const waiting: ((thread: RuntimeThread) => void)[] = [];
  const workers = new Set<Worker>();
  let idleMin = 0;
  let isStarting = false;
  let growth: NodeJS.Timeout | undefined;
  let disposed = false;

  function start(): void {
    const operations = createOperationMemory();
    const megabytes = memoryMegabytes();
    const worker = new Worker(file, {
      workerData: { ...begin, operations } satisfies RuntimeStart,
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
    const thread = threadOf(worker, operations, megabytes);
    workers.add(worker);
    isStarting = true;
    void thread.ready.then((serves) => {
      isStarting = false;
      // A thread that could not start is given too: its request then says why.
      if (serves || waiting.length > 0) give(thread);
      grow();
    });
    worker.once('exit', () => {
      workers.delete(worker);
      const index = idle.indexOf(thread);
      if (index !== -1) idle.splice(index, 1);
      grow();
    });
  }

  function give(thread: RuntimeThread): void {
    const next = waiting.shift();
    if (next) next(thread);
    else idle.push(thread);
  }

  function takeIdle(): RuntimeThread | undefined {
    for (let thread = idle.pop(); thread; thread = idle.pop()) {
      if (thread.megabytes === memoryMegabytes()) return thread;
      thread.stop();
    }
    return undefined;
  }

  function grow(): void {
    const isFew = workers.size < warmThreads;
    if (disposed || isStarting || growth || workers.size >= threadsMax) return;
    if (isFew) start();
    else if (waiting.length > 0) {
      growth = setTimeout(() => {
        growth = undefined;
        if (waiting.length > 0 && !disposed) start();
      }, growAfterMs);
    }
  }

  const sweep = setInterval(() => {
    for (const thread of idle.splice(0, Math.max(0, idleMin - warmThreads))) thread.stop();
    idleMin = idle.length;
  }, sweepMs);
  sweep.unref();

  grow();
  return {
    acquire() {
      const thread = takeIdle();
      idleMin = Math.min(idleMin, idle.length);
      if (thread) return Promise.resolve(thread);
      return new Promise((resolve) => {
        waiting.push(resolve);
        grow();
      });
    },
    release(thread, reusable) {
      thread.listen(ignore, ignore);
      if (reusable && !disposed && thread.megabytes === memoryMegabytes()) give(thread);
      else thread.stop();
    },
    async dispose() {
      disposed = true;
      clearInterval(sweep);
      clearTimeout(growth);
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}

function ignore(): void {
  // An idle thread has nothing to say.
}

function threadOf(worker: Worker, operations: SharedArrayBuffer, megabytes: number): RuntimeThread {
  let onMessage: (message: FromRuntime) => void = ignore;
  let onEnd: (error: NodeJS.ErrnoException | undefined) => void = ignore;
  let failure: NodeJS.ErrnoException | undefined;
  let hasEnded = false;
  let becomeReady: (serves: boolean) => void = ignore;
  const ready = new Promise<boolean>((resolve) => {
    becomeReady = resolve;
  });
  worker.on('message', (message: FromRuntime) => {
    if (message.kind === 'ready') becomeReady(true);
    else onMessage(message);
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
    bundles: new Map(),
    operations,
    megabytes,
    ready,
    busyMs: () => worker.performance.eventLoopUtilization().active,
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
