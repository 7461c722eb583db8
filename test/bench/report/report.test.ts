import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as prettier from 'prettier';
import { atLeast, atMost, type Goal } from '../row';
import { failed, judge } from './judge';
import { describeRun } from './machine';
import { median } from './median';
import { replaceBetweenMarkers } from './readme';
import { formatTable } from './table';

const rowOf = (goal?: Goal) => ({ name: 'a row', unit: 'ms', ...(goal ? { goal } : {}) });

describe('median', () => {
  it('is the middle value, or between the two middle ones', () => {
    assert.equal(median([3]), 3);
    assert.equal(median([10, 9, 100]), 10);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.throws(() => median([]), RangeError);
  });

  it('leaves its input as it was', () => {
    const values = [3, 1, 2];
    median(values);
    assert.deepEqual(values, [3, 1, 2]);
  });
});

describe('judge', () => {
  it('holds the ratio against the goal where there is one', () => {
    const goal = atLeast(3, '× the peer');
    assert.equal(judge(rowOf(goal), { ours: 30, peer: 10, ratio: 3 }).holds, true);
    assert.equal(judge(rowOf(goal), { ours: 29, peer: 10, ratio: 2.9 }).holds, false);
  });

  it('holds our own figure against it where there is none', () => {
    const goal = atMost(100, 'ms');
    assert.equal(judge(rowOf(goal), { ours: 100 }).holds, true);
    assert.equal(judge(rowOf(goal), { ours: 100.01 }).holds, false);
  });

  it('says null wherever there is nothing to say', () => {
    const nothing = { ours: null, peer: null, floor: null, ratio: null };
    const named = { name: 'a row', unit: 'ms' };
    assert.deepEqual(judge(rowOf(), null), { ...named, ...nothing, goal: null, holds: null });
    assert.deepEqual(judge(rowOf(atMost(1, 'ms')), null), {
      ...named,
      ...nothing,
      goal: 1,
      holds: null,
    });
  });

  it('rounds what it tells, not what it judges', () => {
    const { ours, holds } = judge(rowOf(atMost(1, 'ms')), { ours: 1.000_01 });
    assert.deepEqual([ours, holds], [1, false]);
  });

  it('counts giving up as falling short', () => {
    assert.equal(failed(rowOf(atMost(1, 'ms'))).holds, false);
    assert.equal(failed(rowOf()).holds, null);
  });
});

describe('the table', () => {
  const goal = atLeast(1000, '× the peer');
  const table = formatTable([
    { result: judge(rowOf(goal), { ours: 12_345.6, peer: 0.123_45, ratio: 100_000 }), goal },
    { result: judge(rowOf(), { ours: 1.5 }), goal: undefined },
  ]);

  it('has a line for each row, every figure in words a person reads', () => {
    const cells = table.split('\n').map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    assert.deepEqual(cells[0], [
      ...['What', 'Unit', 'Ours', 'Peer', 'Floor'],
      ...['Ratio', 'Goal', 'Holds'],
    ]);
    assert.deepEqual(cells[2], [
      ...['a row', 'ms', '12,350', '0.123', '–'],
      ...['100,000', '≥ 1,000 × the peer', 'yes'],
    ]);
    assert.deepEqual(cells[3], ['a row', 'ms', '1.5', '–', '–', '–', '–', '–']);
  });

  it('is formatted as the README wants it', async () => {
    const readme = replaceBetweenMarkers(
      `# A\n\n<!-- bench:begin -->\nold\n<!-- bench:end -->\n\nB\n`,
      `${describeRun('1.2.3', new Date(0))}\n\n${table}`,
    );
    assert.equal(await prettier.format(readme, { parser: 'markdown', printWidth: 100 }), readme);
  });
});

describe('the markers of the README', () => {
  it('keep what is around them', () => {
    const before = 'a <!-- bench:begin --> old <!-- bench:end --> b';
    const after = replaceBetweenMarkers(before, 'new $& $1');
    assert.equal(after, 'a <!-- bench:begin -->\n\nnew $& $1\n\n<!-- bench:end --> b');
    assert.equal(replaceBetweenMarkers(after, 'new $& $1'), after);
  });

  it('must be there once each, in order', () => {
    const [begin, end] = ['<!-- bench:begin -->', '<!-- bench:end -->'];
    for (const text of ['', begin, end, end + begin, begin + end + end, begin + begin + end]) {
      assert.throws(() => replaceBetweenMarkers(text, 'x'), /once each/);
    }
  });

  it('are in the README', () => {
    assert.notEqual(replaceBetweenMarkers(fs.readFileSync('README.md', 'utf8'), ''), '');
  });
});

describe('the description of a run', () => {
  it('names machine, day and versions', () => {
    const text = describeRun('4.5.6', new Date('2030-01-02T03:04:05Z'));
    assert.match(text, /^Measured on 2030-01-02 on .+ cores?, \d+ GB\)/);
    assert.ok(text.includes(`Node ${process.versions.node}`));
    assert.ok(text.endsWith('Miniflare 4.5.6.'));
  });
});
