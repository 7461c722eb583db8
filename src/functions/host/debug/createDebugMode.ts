import inspector from 'node:inspector';
import type { EmulatorPlace } from '../../../rpc/hostApi';
import type { ThreadPool } from '../createThreadPool';
import { createClockHolder, type ClockHolder } from './holdClock';
import { watchThreads, type ThreadWatch } from './watchThreads';

/** Lets a debugger work on the project's threads, and the rest of the world wait for it. */
export interface DebugMode {
  /** Whether code is given to threads together with its source map. */
  readonly isOpen: boolean;
  /**
   * Opens the inspector on a free port of 127.0.0.1. Requests wait from now on.
   *
   * @returns its address, `ws://…`
   */
  open(): string;
  /** A debugger is there: resolves once a thread serves that has its breakpoints. */
  attached(): Promise<void>;
  /** Back to threads that no debugger knows; what is halted goes on. */
  close(): void;
  /** Before the threads are ended: a thread that is halted could not be. */
  end(): void;
  /** After the threads have ended. */
  dispose(): void;
}

/** A debugger that never comes must not keep requests waiting for good. */
const attachMs = 30_000;

export function createDebugMode(
  pool: ThreadPool,
  emulator: EmulatorPlace,
  failed: (error: unknown) => void,
): DebugMode {
  const halted = new Set<number>();
  let clock: ClockHolder | undefined;
  let watch: ThreadWatch | undefined;
  let address: string | undefined;
  let waiting: NodeJS.Timeout | undefined;

  function change(threadId: number, isHalted: boolean): void {
    pool.setHalted(threadId, isHalted);
    if (isHalted) halted.add(threadId);
    else halted.delete(threadId);
    if (halted.size > 0) clock?.hold();
    else clock?.release();
  }

  function leave(): void {
    clearTimeout(waiting);
    address = undefined;
    if (inspector.url() !== undefined) inspector.close();
    clock?.dispose();
    clock = undefined;
  }

  return {
    get isOpen() {
      return address !== undefined;
    },
    open() {
      if (address !== undefined) return address;
      inspector.open(0, '127.0.0.1');
      const url = inspector.url();
      if (url === undefined) throw new Error('The inspector of this process cannot be opened.');
      address = url;
      clock = createClockHolder(emulator, failed);
      watch?.dispose();
      watch = watchThreads(change);
      // A thread is told of breakpoints before its code runs only where it starts under a debugger.
      void pool.suspend();
      waiting = setTimeout(() => {
        void pool.resume();
      }, attachMs);
      return url;
    },
    attached() {
      clearTimeout(waiting);
      return pool.resume();
    },
    close() {
      if (address === undefined) return;
      leave();
      // The watch stays: a debugger that went without a goodbye has left its breakpoints.
      watch?.letGo(false);
      void pool.suspend();
      void pool.resume();
    },
    end() {
      clearTimeout(waiting);
      watch?.letGo(true);
    },
    dispose() {
      leave();
      watch?.dispose();
    },
  };
}
