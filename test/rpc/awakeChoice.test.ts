import assert from 'node:assert/strict';
import { createAwakeChoice } from '../../src/rpc/awakeChoice';

const msMax = 1;

/** How many of the last 64 of many waits were awake, where they take so long. */
function awakeOf64(awakeMs: number, asleepMs: number): number {
  const choice = createAwakeChoice(msMax);
  let awake = 0;
  for (let wait = 0; wait < 256; wait += 1) {
    const isAwake = choice.next();
    choice.took(isAwake, isAwake ? awakeMs : asleepMs);
    if (wait >= 192 && isAwake) awake += 1;
  }
  return awake;
}

describe('the choice to wait awake', () => {
  it('is made where that is shorter, and tried the other way now and then', () => {
    assert.equal(awakeOf64(0.02, 0.09), 60);
    assert.equal(awakeOf64(0.09, 0.02), 4);
  });

  it('is not made where it gains little, or where both take long', () => {
    assert.equal(awakeOf64(0.085, 0.09), 4);
    assert.equal(awakeOf64(20, 5000), 4);
  });

  it('follows what changes', () => {
    const choice = createAwakeChoice(msMax);
    const chosen: boolean[] = [];
    const wait = (awakeMs: number, asleepMs: number): void => {
      const isAwake = choice.next();
      choice.took(isAwake, isAwake ? awakeMs : asleepMs);
      chosen.push(isAwake);
    };
    for (let count = 0; count < 64; count += 1) wait(0.02, 0.09);
    for (let count = 0; count < 256; count += 1) wait(0.3, 0.09);
    assert.equal(chosen.slice(-32).filter(Boolean).length, 2);
    for (let count = 0; count < 512; count += 1) wait(0.02, 0.09);
    assert.equal(chosen.slice(-32).filter(Boolean).length, 30);
  });
});
