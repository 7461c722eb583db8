import assert from 'node:assert/strict';
import { oldestFirst } from '../../../src/functions/host/oldestFirst';

describe('the oldest keys of a map', () => {
  it('come in their order, with those that are added meanwhile or after the last', () => {
    const map = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    const next = oldestFirst(map);
    const take = (): string | undefined => {
      const key = next();
      if (key !== undefined) map.delete(key);
      return key;
    };
    assert.equal(take(), 'a');
    map.set('c', 3);
    assert.deepEqual([take(), take(), take(), take()], ['b', 'c', undefined, undefined]);
    map.set('d', 4).set('e', 5);
    map.delete('d');
    map.set('d', 6);
    assert.deepEqual([take(), take(), take()], ['e', 'd', undefined]);
  });
});
