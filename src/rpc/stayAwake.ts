import { performance } from 'node:perf_hooks';

/** Keeps the event loop of a thread from going to sleep while something is about to arrive. */
export interface Wakefulness {
  /** Something is expected: stays awake for it, unless that was in vain lately. */
  expect(): void;
  /** It has arrived. */
  arrived(): void;
}

/** So many expectations at most are slept through after one that was in vain. */
const restMax = 7;

/** After a turn that took longer the processor is wanted elsewhere, for so many expectations. */
const crowdedTurnMsMin = 2;
const crowdedRest = 63;

/** A turn of the event loop that takes longer does more than to look for messages. */
const idleTurnMsMax = 0.1;

/** The event loop of this thread. */
export interface EventLoop {
  /** Milliseconds. */
  readonly now: () => number;
  /** Does something after the loop has looked for messages. */
  readonly nextTurn: (work: () => void) => void;
}

const thisLoop: EventLoop = {
  now: () => performance.now(),
  nextTurn: (work) => setImmediate(work),
};

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
  loop = thisLoop,
): Wakefulness {
  let untilMs = 0;
  let isAwake = false;
  let turnedMs = 0;
  /** Whether something was asked for or has arrived in this turn. */
  let hasWorked = false;
  let idleMs = 0;
  let restNext = 0;
  let rest = 0;

  function turn(): void {
    const nowMs = loop.now();
    const turnMs = nowMs - turnedMs;
    const isCrowded = turnMs > crowdedTurnMsMin;
    if (!hasWorked && turnMs < idleTurnMsMax) idleMs += turnMs;
    turnedMs = nowMs;
    hasWorked = false;
    if (nowMs < untilMs && !isCrowded) {
      loop.nextTurn(turn);
      return;
    }
    isAwake = false;
    if (untilMs === 0) return;
    untilMs = 0;
    restNext = Math.min(2 * restNext + 1, restMax);
    rest = isCrowded ? crowdedRest : restNext;
    tell();
  }

  function tell(): void {
    if (idleMs > 0) stayed(idleMs);
    idleMs = 0;
  }

  return {
    expect() {
      if (rest > 0) {
        rest -= 1;
        return;
      }
      const nowMs = loop.now();
      untilMs = nowMs + awakeMs;
      turnedMs = nowMs;
      hasWorked = true;
      if (isAwake) return;
      isAwake = true;
      loop.nextTurn(turn);
    },
    arrived() {
      hasWorked = true;
      if (untilMs === 0) return;
      untilMs = 0;
      restNext = 0;
      tell();
    },
  };
}
