import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { stand } from '../../src/emulator/candidacy';
import { acquireLock } from '../../src/emulator/lock';
import { useTempFolder } from '../support/tempFolder';

/** On Windows a virus scanner may have any of them open. */
describe('lock files that cannot be deleted', () => {
  const { rmSync: remove } = fs;
  // Registered first, so that the folder itself can be deleted afterwards.
  afterEach(() => {
    Object.assign(fs, { rmSync: remove });
  });
  const folder = useTempFolder();

  beforeEach(() => {
    const held = (): never => {
      throw Object.assign(new Error('EBUSY: rm'), { code: 'EBUSY' });
    };
    Object.assign(fs, { rmSync: held });
  });

  it('keep nobody from taking the lock', async () => {
    const own = { token: 'a', pid: process.pid, socketPath: path.join(folder(), 'none.sock') };
    const first = await acquireLock(folder(), own);
    assert.equal(first.isHeld(), true);
    const second = await acquireLock(folder(), own);
    assert.deepEqual([first.isHeld(), second.isHeld()], [false, true]);
  });

  it('keep nobody from standing for it, and end no candidacy with an error', () => {
    const standDown = stand(folder());
    assert.ok(standDown);
    standDown();
    fs.utimesSync(path.join(folder(), 'candidate'), 0, 0);
    assert.ok(stand(folder()));
  });
});
