import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { createWakefulness, type EventLoop } from '../../src/rpc/stayAwake';

/** Milliseconds for which this thread's event loop slept meanwhile. */
async function sleptMs(work: () => Promise<unknown>): Promise<number> {
  const before = performance.eventLoopUtilization();
  await work();
  return performance.eventLoopUtilization(before).idle;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('staying awake', () => {
  it('keeps the event loop from sleeping until what is expected has arrived', async () => {
    // Its time stands still, so that it never gives up.
    const loop: EventLoop = { now: () => 1, nextTurn: (work) => setImmediate(work) };
    const awake = createWakefulness(1, undefined, loop);
    awake.expect();
    const whileExpected = await sleptMs(() => wait(20));
    awake.arrived();
    // The turn that was under way ends.
    await wait(1);
    const afterwards = await sleptMs(() => wait(20));
    assert.equal(whileExpected, 0);
    assert.ok(afterwards > 0);
  });

  describe('in a loop whose turns are given', () => {
    /** Each turn takes so long; it is the thread's own work that takes more. */
    function openLoop() {
      let nowMs = 1000;
      let next: (() => void) | undefined;
      const stays: number[] = [];
      const loop: EventLoop = {
        now: () => nowMs,
        nextTurn: (work) => (next = work),
      };
      const turn = (ms: number): boolean => {
        const work = next;
        next = undefined;
        nowMs += ms;
        work?.();
        return next !== undefined;
      };
      /** The thread's own work, between two looks for messages. */
      const work = (ms: number): void => {
        nowMs += ms;
      };
      const awake = createWakefulness(0.25, (ms) => stays.push(ms), loop);
      /** How often it expects what never comes until it stays awake for it. */
      const untilAwake = (): number => {
        for (let count = 1; ; count += 1) {
          awake.expect();
          if (next === undefined) continue;
          while (turn(0.01));
          return count;
        }
      };
      return { awake, stays, turn, work, untilAwake };
    }

    it('gives up after a while, and sleeps through a few expectations then', () => {
      const { awake, turn, untilAwake } = openLoop();
      const inVain = () => [1, 2, 3, 4, 5].map(untilAwake);
      assert.deepEqual(inVain(), [1, 2, 4, 8, 8]);
      for (let count = 0; count < 7; count += 1) awake.expect();
      awake.expect();
      assert.ok(turn(0.01), 'it is awake');
      awake.arrived();
      assert.ok(!turn(0.01), 'it has what it waited for');
      assert.deepEqual(inVain(), [1, 2, 4, 8, 8]);
    });

    it('rests for long where the processor is wanted elsewhere', () => {
      const { awake, turn, untilAwake } = openLoop();
      awake.expect();
      assert.ok(turn(0.01));
      assert.ok(!turn(3), 'it has been waiting for its turn');
      assert.equal(untilAwake(), 64);
    });

    it('tells how long it was idle, and leaves out what else the thread did', () => {
      const { awake, stays, turn } = openLoop();
      awake.expect();
      for (const ms of [0.01, 0.01, 0.01, 0.15, 0.01]) turn(ms);
      assert.deepEqual(stays, []);
      awake.arrived();
      assert.equal(stays.length, 1);
      assert.ok(Math.abs((stays[0] ?? 0) - 0.03) < 1e-9, `${stays[0]} ms`);
    });

    it('counts no turn as idle in which something arrived and the next was asked for', () => {
      const { awake, stays, turn, work } = openLoop();
      awake.expect();
      for (let call = 0; call < 4; call += 1) {
        turn(0.01);
        turn(0.005);
        work(0.002);
        awake.arrived();
        work(0.002);
        awake.expect();
      }
      turn(0.01);
      awake.arrived();
      work(0.01);
      turn(0.01);
      awake.expect();
      turn(0.01);
      awake.arrived();
      const idleMs = stays.reduce((sum, ms) => sum + ms, 0);
      assert.ok(Math.abs(idleMs - 4 * 0.005) < 1e-9, `${idleMs} ms`);
    });

    it('does not take the work of its own thread for a crowd', () => {
      const { awake, turn, work } = openLoop();
      awake.expect();
      turn(0.01);
      awake.arrived();
      work(3);
      awake.expect();
      assert.ok(turn(0.01), 'it did not wait for its turn');
    });
  });
});
