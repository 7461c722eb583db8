import { setTimeout as wait } from 'node:timers/promises';
import type { Step } from '../edge/travel';

/**
 * Takes an operation to its end, at once where no step takes time.
 *
 * @param realMs how long to wait for what takes so many milliseconds
 * @param stepped told after each step, whether it threw or not
 */
export function takeSteps<T>(
  first: () => Step<T>,
  realMs: (delayMs: number) => number,
  stepped: () => void,
): T | Promise<T> {
  let step = take(first);
  while (!step.done) {
    if (step.delayMs > 0) return takeLater(step);
    step = take(step.next);
  }
  return step.result;

  function take(next: () => Step<T>): Step<T> {
    try {
      return next();
    } finally {
      stepped();
    }
  }

  async function takeLater(waiting: Step<T>): Promise<T> {
    let current = waiting;
    while (!current.done) {
      await wait(realMs(current.delayMs));
      current = take(current.next);
    }
    return current.result;
  }
}
