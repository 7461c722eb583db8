import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ChangeMemory } from '../../src/edge/changeMemory';

describe('ChangeMemory', () => {
  it('takes any answer about a key that never changed', () => {
    const memory = new ChangeMemory(10);
    memory.note('other', 9);
    assert.equal(memory.isLate(0, 'a', 1), false);
    assert.equal(memory.isLate(0, 'a', null), false);
  });

  it('lets versions decide where there are two', () => {
    const memory = new ChangeMemory(10);
    memory.note('a', 5);
    assert.equal(memory.isLate(0, 'a', 4), true);
    assert.equal(memory.isLate(0, 'a', 5), true);
    assert.equal(memory.isLate(0, 'a', 6), false);
    assert.equal(memory.isLate(memory.sequence, 'a', 4), true);
    assert.equal(memory.isLate(memory.sequence, 'a', 5), false);
  });

  it('lets the order of events decide about misses', () => {
    const memory = new ChangeMemory(10);
    memory.note('a', 5);
    assert.equal(memory.isLate(0, 'a', null), true);
    assert.equal(memory.isLate(memory.sequence, 'a', null), false);
    memory.note('a', null);
    assert.equal(memory.isLate(memory.sequence - 1, 'a', 9), true);
    assert.equal(memory.isLate(memory.sequence, 'a', 9), false);
  });

  it('refuses what it cannot judge any more', () => {
    const memory = new ChangeMemory(2);
    for (const name of ['a', 'b', 'c']) memory.note(name, 1);
    assert.equal(memory.isLate(0, 'a', 9), true, 'the change of a is forgotten');
    assert.equal(memory.isLate(0, 'unknown', 9), true, 'so it might have been any key');
    assert.equal(memory.isLate(1, 'unknown', 9), false);
    assert.equal(memory.isLate(0, 'c', 9), false, 'c is remembered');
  });

  it('forgets the key that has not changed for longest', () => {
    const memory = new ChangeMemory(2);
    for (const name of ['a', 'b', 'a', 'c']) memory.note(name, 1);
    assert.equal(memory.isLate(1, 'b', 9), true);
    assert.equal(memory.isLate(1, 'a', 9), false);
  });

  it('refuses all answers that were under way when everything changed', () => {
    const memory = new ChangeMemory(10);
    memory.note('a', 1);
    const before = memory.sequence;
    memory.noteAll();
    for (const name of ['a', 'b']) {
      assert.equal(memory.isLate(before, name, 99), true);
      assert.equal(memory.isLate(memory.sequence, name, 1), false);
    }
  });
});
