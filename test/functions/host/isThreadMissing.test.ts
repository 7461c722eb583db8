import assert from 'node:assert/strict';
import { isThreadMissing } from '../../../src/functions/host/isThreadMissing';

describe('a thread is missing', () => {
  const elapsedMs = 50;

  it('where every thread spins and no request ends', () => {
    assert.equal(isThreadMissing({ released: 0, busyMs: 100, elapsedMs }, 2), true);
  });

  it('where requests end, and threads wait for what they fetch', () => {
    assert.equal(isThreadMissing({ released: 3, busyMs: 60, elapsedMs }, 2), true);
    assert.equal(isThreadMissing({ released: 3, busyMs: 100, elapsedMs }, 8), true);
  });

  it('not where threads already wait for each other', () => {
    assert.equal(isThreadMissing({ released: 3, busyMs: 80, elapsedMs }, 2), false);
    assert.equal(isThreadMissing({ released: 3, busyMs: 400, elapsedMs }, 8), false);
  });
});
