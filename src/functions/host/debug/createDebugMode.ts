import inspector from 'node:inspector';
import { setTimeout as wait } from 'node:timers/promises';
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
   * @throws Error where it cannot be opened, or was closed meanwhile
   */
  open(): Promise<string>;
  /** A debugger is there: resolves once a thread serves that has its breakpoints. */
  attached(): Promise<void>;
  /** Back to threads that no debugger knows; what is halted goes on. */
  close(): void;
  /** After the threads were told to end, which one that is halted cannot hear. */
  end(): void;
  /** After the threads have ended. */
  dispose(): void;
}

/** Threads that serve a request go on to its end. */
const busyMsMax = 1000;

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
  let opening: Promise<string> | undefined;
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
    opening = undefined;
    address = undefined;
    if (inspector.url() !== undefined) inspector.close();
    clock?.dispose();
    clock = undefined;
  }

  /**
   * A thread is told of breakpoints before its code runs only where it starts under a debugger, so
   * those that are there have to go; and before the inspector comes: attached to one that is just
   * starting, and to be ended, V8 ends the process. https://github.com/nodejs/node/issues/58632
   */
  async function begin(): Promise<string> {
    await Promise.race([pool.suspend(), wait(busyMsMax, undefined, { ref: false })]);
    if (opening === undefined) throw new Error('The debugger was closed while it was opened.');
    watch?.dispose();
    inspector.open(0, '127.0.0.1');
    address = inspector.url();
    if (address === undefined) throw new Error('The inspector of this process cannot be opened.');
    clock = createClockHolder(emulator, failed);
    watch = watchThreads(change);
    waiting = setTimeout(() => {
      void pool.resume();
    }, attachMs);
    return address;
  }

  return {
    get isOpen() {
      return address !== undefined;
    },
    open() {
      opening ??= begin().catch((error: unknown) => {
        leave();
        void pool.resume();
        throw error;
      });
      return opening;
    },
    attached() {
      clearTimeout(waiting);
      return pool.resume();
    },
    close() {
      if (opening === undefined) return;
      const isOpen = address !== undefined;
      leave();
      // Whoever is opening it finds out, and lets requests go on.
      if (!isOpen) return;
      // The watch stays: a debugger that went without a goodbye has left its breakpoints.
      watch?.letGo();
      void pool.suspend();
      void pool.resume();
    },
    end() {
      clearTimeout(waiting);
      watch?.letGo();
    },
    dispose() {
      leave();
      watch?.dispose();
    },
  };
}
