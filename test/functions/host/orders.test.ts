import assert from 'node:assert/strict';
import {
  countOrders,
  countTurns,
  following,
  inTurn,
  nextPrefix,
} from '../../../src/functions/host/check/orders';
import type { Choose } from '../../../src/functions/host/check/runSchedule';

/** Lets requests with so many steps each take turns. */
function play(steps: readonly number[], choose: Choose) {
  const left = [...steps];
  const schedule: number[] = [];
  const choices: number[][] = [];
  for (;;) {
    const enabled = left.flatMap((count, request) => (count > 0 ? [request] : []));
    if (enabled.length === 0) return { schedule, choices };
    const chosen = choose(enabled);
    left[chosen] = (left[chosen] ?? 0) - 1;
    schedule.push(chosen);
    choices.push(enabled);
  }
}

describe('the orders of a check', () => {
  for (const [steps, orders] of [
    [[2], 1],
    [[2, 2], 6],
    [[1, 2, 3], 60],
    [[2, 2, 2], 90],
  ] as const) {
    it(`are all searched, each once: ${steps.join()}`, () => {
      const seen = new Set<string>();
      let last = play(steps, inTurn());
      assert.equal(countTurns(last.schedule), steps.length - 1);
      assert.equal(countOrders(last.schedule), orders);
      for (;;) {
        assert.ok(!seen.has(last.schedule.join()), `${last.schedule.join()} came twice`);
        seen.add(last.schedule.join());
        const prefix = nextPrefix(last.schedule, last.choices);
        if (!prefix) break;
        last = play(steps, following(prefix));
        assert.deepEqual(last.schedule.slice(0, prefix.length), prefix);
      }
      assert.equal(seen.size, orders);
    });
  }

  it('are too many to count soon', () => {
    const many = Array.from({ length: 60 }, (_, step) => step % 4);
    assert.equal(countOrders(many), Infinity);
  });

  it('go on where what was saved does not fit any more', () => {
    assert.deepEqual(play([1, 2], following([1, 0, 0, 0])).schedule, [1, 0, 1]);
  });
});
