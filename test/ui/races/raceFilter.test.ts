import assert from 'node:assert/strict';
import { raceFilter } from '../../../src/ui/races/raceFilter';

const request = { id: 'b', client: 'c', method: 'GET', path: '/', beganAtMs: 0, endedAtMs: 1 };
const operation = {
  ...({ op: 'put', key: 'x', node: 'singapore', source: 'central', version: 3 } as const),
  ...{ replacedVersion: 2, stale: false, ageMs: 0, atMs: 0, bytes: 1 },
  ...{ startedMs: 0, durationMs: 1 },
};
const other = { request: { ...request, id: 'a' }, operation };

describe('what shows a warning in the Consistency view', () => {
  it('is its key and both requests', () => {
    const filter = raceFilter({ key: 'x', request, other }, () => true);
    assert.deepEqual(filter, { key: 'x', request: 'a, b' });
  });

  it('is the time around its request where somebody else was no request, or is forgotten', () => {
    const around = { key: 'x', around: 'b' };
    assert.deepEqual(
      raceFilter({ key: 'x', request }, () => true),
      around,
    );
    assert.deepEqual(
      raceFilter({ key: 'x', request, other }, (id) => id === 'b'),
      around,
    );
  });

  it('is its key where its own request is forgotten', () => {
    assert.deepEqual(
      raceFilter({ key: 'x', request, other }, (id) => id === 'a'),
      { key: 'x' },
    );
  });
});
