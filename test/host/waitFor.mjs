import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer; used where the other side sends no event.
 *
 * @template T
 * @param {string} what for the message, where it never comes
 * @param {() => Promise<T | undefined | false | null>} ask
 * @param {number} [timeoutMs]
 * @returns {Promise<T>}
 */
export async function waitFor(what, ask, timeoutMs = 30_000) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}.`);
    await delay(100);
  }
}
