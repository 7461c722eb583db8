import assert from 'node:assert/strict';
import { isThreadMissing, machineIdleMs } from '../../../src/functions/host/isThreadMissing';

describe('a thread is missing', () => {
  const elapsedMs = 50;

  it('where every thread spins and no request ends', () => {
    assert.equal(isThreadMissing({ released: 0, busyMs: 100, idleMs: 0, elapsedMs }, 2), true);
  });

  it('where requests end, and threads wait for what they fetch', () => {
    assert.equal(isThreadMissing({ released: 3, busyMs: 60, idleMs: 40, elapsedMs }, 2), true);
    assert.equal(isThreadMissing({ released: 3, busyMs: 100, idleMs: 250, elapsedMs }, 8), true);
  });

  it('not where threads already wait for each other', () => {
    assert.equal(isThreadMissing({ released: 3, busyMs: 80, idleMs: 40, elapsedMs }, 2), false);
    assert.equal(isThreadMissing({ released: 3, busyMs: 400, idleMs: 200, elapsedMs }, 8), false);
  });

  it('not where other processes have what they would need', () => {
    assert.equal(isThreadMissing({ released: 3, busyMs: 60, idleMs: 10, elapsedMs }, 2), false);
  });

  it('as the machine tells', async () => {
    const before = machineIdleMs();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(before > 0);
    assert.ok(machineIdleMs() >= before);
  });
});
