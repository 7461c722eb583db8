import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { createWakefulness } from '../../src/rpc/stayAwake';

/** Milliseconds for which this thread's event loop slept meanwhile. */
async function sleptMs(work: () => Promise<unknown>): Promise<number> {
  const before = performance.eventLoopUtilization();
  await work();
  return performance.eventLoopUtilization(before).idle;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('staying awake', () => {
  it('keeps the event loop from sleeping until what is expected has arrived', async () => {
    const awake = createWakefulness(60_000);
    awake.expect();
    const whileExpected = await sleptMs(() => wait(20));
    awake.arrived();
    // The turn that was under way ends.
    await wait(1);
    const afterwards = await sleptMs(() => wait(20));
    assert.equal(whileExpected, 0);
    assert.ok(afterwards > 0);
  });

  it('gives up after a while, and sleeps through a few expectations then', async () => {
    let stays = 0;
    const awake = createWakefulness(1, () => (stays += 1));
    const inVain = async (): Promise<void> => {
      const before = stays;
      while (stays === before) {
        awake.expect();
        expectations += 1;
        // Whoever sleeps does not wait for it any more.
        while (stays === before && (await sleptMs(() => wait(1))) === 0);
      }
    };
    let expectations = 0;
    // Each is in vain, so that ever more of them are slept through.
    const needed: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      expectations = 0;
      await inVain();
      needed.push(expectations);
    }
    assert.deepEqual(needed, [1, 2, 4, 8, 8]);
  });

  it('tells how long it was idle, and leaves out what else the thread did', async () => {
    let idleMs = 0;
    const awake = createWakefulness(60_000, (ms) => (idleMs += ms));
    const beginMs = performance.now();
    awake.expect();
    await wait(5);
    const workFromMs = performance.now();
    while (performance.now() < workFromMs + 20);
    const workedMs = performance.now() - workFromMs;
    await wait(5);
    awake.arrived();
    const allMs = performance.now() - beginMs;
    assert.ok(idleMs > 0, `idle for ${idleMs} ms`);
    assert.ok(idleMs <= allMs - workedMs, `idle for ${idleMs} of ${allMs} ms`);
  });
});
