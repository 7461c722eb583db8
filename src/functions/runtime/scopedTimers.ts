import { activeScope } from './requestScope';
import type { StartTimer } from './startTimer';

type Callback = (...args: unknown[]) => void;

let lastId = 0;

/** Timers with numbers as handles, as browsers and edge runtimes have them. */
export function scopedTimers(startTimer: StartTimer) {
  return {
    setTimeout(callback: Callback, ms?: number, ...args: unknown[]): number {
      return start(startTimer, 'setTimeout', callback, ms, args);
    },
    setInterval(callback: Callback, ms?: number, ...args: unknown[]): number {
      return start(startTimer, 'setInterval', callback, ms, args);
    },
    clearTimeout: clear,
    clearInterval: clear,
  };
}

function start(
  startTimer: StartTimer,
  name: 'setTimeout' | 'setInterval',
  callback: unknown,
  ms: number | undefined,
  args: readonly unknown[],
): number {
  if (typeof callback !== 'function') {
    throw new TypeError(`Failed to execute '${name}': the callback is not a function`);
  }
  const { timers } = activeScope();
  const id = ++lastId;
  const call = callback as Callback;
  const run = (): void => {
    if (name === 'setTimeout') timers.delete(id);
    call(...args);
  };
  timers.set(id, startTimer(run, ms, name === 'setInterval'));
  return id;
}

function clear(id?: unknown): void {
  if (typeof id !== 'number') return;
  const { timers } = activeScope();
  timers.get(id)?.();
  timers.delete(id);
}
