import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { createOperationMemory } from '../operationMemory';
import type { ClockState } from '../../edge/clock';
import { liveClock } from '../../rpc/clockTime';
import type { RuntimeStart, ThreadKind } from '../runtimeProtocol';
import { isThreadMissing, machineIdleMs, type ThreadProgress } from './isThreadMissing';
import { ignore, threadOf, type RuntimeThread } from './runtimeThread';

/** Threads are made on demand; a request beyond the most waits for one. */
export interface ThreadPool {
  acquire(): Promise<RuntimeThread>;
  /** Gives back an idle thread, to serve again or to end. */
  release(thread: RuntimeThread, reusable: boolean): void;
  /**
   * Ends every thread, busy ones after their request, and starts none: requests wait.
   *
   * @returns when all have ended
   */
  suspend(): Promise<void>;
  /** Starts threads again; resolves with the first that can serve. */
  resume(): Promise<void>;
  /** What time it is for threads of simulated time; told again only where it has changed. */
  setClock(clock: ClockState): void;
  /** A debugger has halted the thread, or lets it go on. */
  setHalted(threadId: number, isHalted: boolean): void;
  /** Whether threads end because the host does. */
  isDisposed(): boolean;
  dispose(): Promise<void>;
}

const threadsMax = 64;
const warmThreads = 2;
/** Most requests are over before a new thread could have begun; only those that wait get one. */
const growAfterMs = 50;
/** So often in a row has a thread to be missing, unless no request ends at all. */
const looksMin = 4;
/**
 * What survives a young generation moves into the bounded memory at once: of Node 24's own size it
 * can be more than the 16 MB by which Node lets a thread pass its bound, and then the process ends.
 */
const youngMegabytes = 16;
/** Threads that were not needed for so long are ended. */
const sweepMs = 30_000;
/**
 * @param begin what every thread starts with, beside a memory of its own
 * @param kind of the threads that are wanted now
 */
export function createThreadPool(
  file: string,
  begin: Omit<RuntimeStart, 'operations' | 'clock'>,
  kind: () => ThreadKind,
): ThreadPool {
  /** The thread that was used last is used next, so that the others can be seen to be surplus. */
  const idle: RuntimeThread[] = [];
  const waiting: ((thread: RuntimeThread) => void)[] = [];
  const threads = new Map<Worker, RuntimeThread>();
  /** Those that serve no further request. */
  const outdated = new Set<RuntimeThread>();
  let isSuspended = false;
  let idleMin = 0;
  let released = 0;
  let isStarting = false;
  let growth: NodeJS.Timeout | undefined;
  let missingFor = 0;
  let disposed = false;
  let clock: ClockState | undefined;

  function isWanted({ kind: own }: RuntimeThread, now = kind()): boolean {
    return own.megabytes === now.megabytes && own.simulatedTime === now.simulatedTime;
  }

  function start(): void {
    const operations = createOperationMemory();
    const ownKind = kind();
    const worker = new Worker(file, {
      workerData: {
        ...begin,
        operations,
        ...(ownKind.simulatedTime ? { clock: clock ?? liveClock(Date.now()) } : {}),
      } satisfies RuntimeStart,
      env: {},
      argv: [],
      execArgv: [],
      // What a debugger calls it.
      name: 'functions',
      resourceLimits: {
        maxOldGenerationSizeMb: ownKind.megabytes,
        maxYoungGenerationSizeMb: youngMegabytes,
      },
    });
    const thread = threadOf(worker, operations, ownKind);
    threads.set(worker, thread);
    isStarting = true;
    void thread.ready.then((serves) => {
      isStarting = false;
      if (outdated.has(thread) || (serves && !isWanted(thread))) thread.stop();
      // A thread that could not start is given too: its request then says why.
      else if (serves || waiting.length > 0) give(thread);
      grow();
    });
    worker.once('exit', () => {
      threads.delete(worker);
      outdated.delete(thread);
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
      if (isWanted(thread)) return thread;
      thread.stop();
    }
    return undefined;
  }

  function grow(): void {
    // The first request need not share the machine with the start of a thread that waits.
    const isFew = threads.size - outdated.size < (released > 0 ? warmThreads : 1);
    if (disposed || isSuspended || isStarting || growth || threads.size >= threadsMax) return;
    if (isFew) start();
    else if (waiting.length > 0) {
      const watched = watchProgress();
      growth = setTimeout(() => {
        growth = undefined;
        if (waiting.length === 0 || disposed || isSuspended) {
          missingFor = 0;
          return;
        }
        const progress = watched();
        missingFor = isThreadMissing(progress) ? missingFor + 1 : 0;
        // The machine's clocks are coarse, and a client may pause: one look alone is often wrong.
        if (missingFor >= looksMin || progress.released === 0) {
          missingFor = 0;
          start();
        } else grow();
      }, growAfterMs);
    }
  }

  function watchProgress(): () => ThreadProgress {
    const before = { released, busyMs: busyMs(), idleMs: machineIdleMs(), atMs: performance.now() };
    return () => ({
      released: released - before.released,
      busyMs: busyMs() - before.busyMs,
      idleMs: machineIdleMs() - before.idleMs,
      elapsedMs: performance.now() - before.atMs,
    });
  }

  /** Of all threads, and of this one, which keeps a core busy as well. */
  function busyMs(): number {
    const { active } = performance.eventLoopUtilization();
    return [...threads.values()].reduce((sum, one) => sum + one.busyMs(), active);
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
      released += 1;
      thread.listen(ignore, ignore);
      const serves = reusable && !disposed && !outdated.has(thread);
      if (serves && isWanted(thread)) give(thread);
      else thread.stop();
      grow();
    },
    async suspend() {
      isSuspended = true;
      const all = [...threads];
      for (const [, thread] of all) outdated.add(thread);
      for (const thread of idle.splice(0)) thread.stop();
      await Promise.all(all.map(([worker]) => once(worker, 'exit')));
    },
    async resume() {
      isSuspended = false;
      const served = new Promise<RuntimeThread>((resolve) => {
        waiting.unshift(resolve);
      });
      grow();
      give(await served);
    },
    setClock(next) {
      if (next === clock) return;
      clock = next;
      for (const thread of threads.values()) thread.send({ kind: 'clock', clock: next });
    },
    setHalted(threadId, isHalted) {
      for (const thread of threads.values()) if (thread.id === threadId) thread.setHalted(isHalted);
    },
    isDisposed: () => disposed,
    async dispose() {
      disposed = true;
      clearInterval(sweep);
      clearTimeout(growth);
      await Promise.all([...threads.keys()].map((worker) => worker.terminate()));
    },
  };
}
