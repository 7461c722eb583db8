import { performance } from 'node:perf_hooks';
import { createAwakeChoice } from './awakeChoice';

/** Keeps the event loop of a thread from going to sleep while something is about to arrive. */
export interface Wakefulness {
  /** Something is expected: stays awake for it, where that has made it come sooner lately. */
  expect(): void;
  /** It has arrived. */
  arrived(): void;
}

/** A turn of the event loop that takes longer does more than to look for messages. */
const idleTurnMsMax = 0.02;

/**
 * To wake a thread takes longer than all the rest of a cached read; one that looks for messages
 * without pause need not be woken. A serial read takes a quarter of the time that way.
 *
 * @param awakeMs how long it stays awake at most
 * @param stayed told for how many milliseconds the thread did nothing else
 */
export function createWakefulness(
  awakeMs: number,
  stayed: (ms: number) => void = () => undefined,
): Wakefulness {
  const choice = createAwakeChoice(2 * awakeMs);
  /** When the wait that is under way began; 0 while there is none. */
  let sinceMs = 0;
  let isStaying = false;
  let isTurning = false;
  let turnedMs = 0;
  let idleMs = 0;

  function turn(): void {
    const nowMs = performance.now();
    if (nowMs - turnedMs < idleTurnMsMax) idleMs += nowMs - turnedMs;
    turnedMs = nowMs;
    isTurning = isStaying && nowMs < sinceMs + awakeMs;
    if (isTurning) setImmediate(turn);
    else tell();
  }

  function tell(): void {
    if (idleMs > 0) stayed(idleMs);
    idleMs = 0;
  }

  return {
    expect() {
      if (sinceMs !== 0) return;
      sinceMs = performance.now();
      isStaying = choice.next();
      if (!isStaying || isTurning) return;
      isTurning = true;
      turnedMs = sinceMs;
      setImmediate(turn);
    },
    arrived() {
      if (sinceMs === 0) return;
      choice.took(isStaying, performance.now() - sinceMs);
      sinceMs = 0;
      isStaying = false;
      tell();
    },
  };
}
