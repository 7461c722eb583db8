import { setImmediate } from 'node:timers/promises';

/** Lets the store do what it does between calls. */
export function nextTurn(): Promise<void> {
  return setImmediate();
}
