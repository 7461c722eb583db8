import assert from 'node:assert/strict';
import { race } from './race';

/** A side that takes a fixed time an operation, and notes its turns. */
function sideOf(name: string, msEach: number, turns: string[]) {
  return (operations: number): Promise<number> => {
    turns.push(name);
    return Promise.resolve(operations * msEach);
  };
}

describe('a race', () => {
  it('gives operations a second', async () => {
    const sides = { fast: sideOf('fast', 0.25, []), slow: sideOf('slow', 4, []) };
    assert.deepEqual(await race(sides, { rounds: 5, roundMs: 100 }), { fast: 4000, slow: 250 });
  });

  it('warms up first, then lets the sides take turns', async () => {
    const turns: string[] = [];
    const sides = { a: sideOf('a', 9, turns), b: sideOf('b', 9, turns), c: sideOf('c', 9, turns) };
    await race(sides, { rounds: 3, roundMs: 100 });
    assert.deepEqual(turns, [...'aabbcc', ...'abcabcabc']);
  });

  it('takes the median of the rounds, whatever the warm-up was', async () => {
    const msEach = [900, 50, 1, 2, 1000, 4, 0.001];
    const side = (operations: number): Promise<number> =>
      Promise.resolve(operations * (msEach.shift() ?? NaN));
    assert.deepEqual(await race({ side }, { rounds: 5, roundMs: 100 }), { side: 500 });
  });

  it('does as many operations as fill a round, and no more than can be traced', async () => {
    const counts: number[] = [];
    const side = (operations: number): Promise<number> => {
      counts.push(operations);
      return Promise.resolve(operations * 0.0001);
    };
    await race({ side }, { rounds: 1, roundMs: 100 });
    assert.ok(counts.every((count, index) => count >= (counts[index - 1] ?? 0)));
    assert.equal(counts.at(-1), 20_000);
  });

  it('does no fewer than asked, where a few take long to begin', async () => {
    const counts: number[] = [];
    const side = (operations: number): Promise<number> => {
      counts.push(operations);
      return Promise.resolve(5000 + operations);
    };
    await race({ side }, { rounds: 2, roundMs: 100, operationsMin: 500 });
    assert.deepEqual(counts, [500, 500, 500, 500]);
  });
});
