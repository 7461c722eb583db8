import { activeScope } from './requestScope';

type Callback = (...args: unknown[]) => void;

let lastId = 0;

/** Timers with numbers as handles, as browsers and edge runtimes have them. */
export const scopedTimers = {
  setTimeout(callback: Callback, ms?: number, ...args: unknown[]): number {
    return start('setTimeout', callback, ms, args);
  },
  setInterval(callback: Callback, ms?: number, ...args: unknown[]): number {
    return start('setInterval', callback, ms, args);
  },
  clearTimeout: clear,
  clearInterval: clear,
};

function start(
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
  timers.set(id, name === 'setTimeout' ? setTimeout(run, ms) : setInterval(run, ms));
  return id;
}

function clear(id?: unknown): void {
  if (typeof id !== 'number') return;
  const { timers } = activeScope();
  clearTimeout(timers.get(id));
  timers.delete(id);
}
