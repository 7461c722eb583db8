import { AsyncResource } from 'node:async_hooks';

interface Timer {
  readonly id: number;
  readonly dueMs: number;
  readonly everyMs?: number;
  readonly run: () => void;
}

type Callback = (...args: unknown[]) => void;

/** Timers that no time passes for: the next one is due when the code waits for nothing else. */
export interface VirtualTimers {
  readonly globals: Readonly<Record<string, unknown>>;
  /** Calls the timer that is due next. @returns false where there is none */
  fireNext(): boolean;
  /** How far timers have moved the time of the request. */
  readonly passedMs: number;
  reset(): void;
}

export function createVirtualTimers(): VirtualTimers {
  let timers: Timer[] = [];
  let passedMs = 0;
  let lastId = 0;

  function start(callback: unknown, ms: unknown, args: unknown[], repeats: boolean): number {
    if (typeof callback !== 'function') throw new TypeError('The callback is not a function');
    const delayMs = Math.max(repeats ? 1 : 0, Number(ms) || 0);
    const run = AsyncResource.bind(() => {
      (callback as Callback)(...args);
    });
    lastId += 1;
    timers.push({
      ...{ id: lastId, dueMs: passedMs + delayMs, run },
      ...(repeats ? { everyMs: delayMs } : {}),
    });
    return lastId;
  }

  function clear(id: unknown): void {
    timers = timers.filter((timer) => timer.id !== id);
  }

  return {
    globals: {
      setTimeout: (callback: unknown, ms?: unknown, ...args: unknown[]) =>
        start(callback, ms, args, false),
      setInterval: (callback: unknown, ms?: unknown, ...args: unknown[]) =>
        start(callback, ms, args, true),
      clearTimeout: clear,
      clearInterval: clear,
    },
    get passedMs() {
      return passedMs;
    },
    fireNext() {
      const next = timers.reduce<Timer | undefined>(
        (first, one) => (first && first.dueMs <= one.dueMs ? first : one),
        undefined,
      );
      if (!next) return false;
      passedMs = Math.max(passedMs, next.dueMs);
      clear(next.id);
      if (next.everyMs !== undefined) timers.push({ ...next, dueMs: passedMs + next.everyMs });
      next.run();
      return true;
    },
    reset() {
      timers = [];
      passedMs = 0;
    },
  };
}
