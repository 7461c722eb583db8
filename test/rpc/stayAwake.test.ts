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

  it('sleeps once it has waited long enough, and tells so', async () => {
    const stays: number[] = [];
    const awake = createWakefulness(1, (ms) => stays.push(ms));
    awake.expect();
    // Whoever is awake does not sleep; whoever has given up does.
    while ((await sleptMs(() => wait(1))) === 0);
    assert.equal(stays.length, 1);
    awake.arrived();
    assert.equal(stays.length, 1);
  });

  it('mostly sleeps where what is expected comes late anyway', async () => {
    let stays = 0;
    const awake = createWakefulness(1, () => (stays += 1));
    const waits = 48;
    for (let count = 0; count < waits; count += 1) {
      awake.expect();
      await wait(3);
      awake.arrived();
    }
    assert.ok(stays < waits / 2, `awake in ${stays} of ${waits} waits`);
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
