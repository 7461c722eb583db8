import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { renameHeld } from '../../../src/store/files/heldFiles';
import { addNamespaces, openTestStore } from '../../support/openTestStore';
import { useTempFolder } from '../../support/tempFolder';

/** A disk on which a virus scanner has the file open for the first attempts. */
function heldFor(attempts: number, code: string) {
  const disk = {
    attempts: 0,
    rename: (from: string, to: string): void => {
      disk.attempts += 1;
      const error = Object.assign(new Error(`${code}: rename`), { code });
      if (disk.attempts <= attempts) throw error;
      fs.renameSync(from, to);
    },
  };
  return disk;
}

describe('a file that another program has open', () => {
  const folder = useTempFolder();

  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    it(`is renamed on Windows as soon as that ends: ${code}`, () => {
      const [from, to] = [path.join(folder(), 'a'), path.join(folder(), 'b')];
      fs.writeFileSync(from, 'content');
      const disk = heldFor(3, code);
      renameHeld(from, to, disk.rename, 'win32');
      assert.equal(fs.readFileSync(to, 'utf8'), 'content');
      assert.equal(disk.attempts, 4);
    });
  }

  it('is given up after a second, with what the system said', () => {
    const disk = heldFor(Infinity, 'EPERM');
    assert.throws(
      () => {
        renameHeld('a', 'b', disk.rename, 'win32');
      },
      { code: 'EPERM' },
    );
    assert.equal(disk.attempts, 8);
  });

  it('fails at once where waiting cannot help', () => {
    for (const [code, platform] of [
      ['ENOENT', 'win32'],
      ['EPERM', 'linux'],
    ] as const) {
      const disk = heldFor(1, code);
      assert.throws(
        () => {
          renameHeld('a', 'b', disk.rename, platform);
        },
        { code },
      );
      assert.equal(disk.attempts, 1);
    }
  });

  it('keeps no namespace from being deleted and no store from being opened', async () => {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    store.put(id, 'key', Buffer.from('value'), 1);
    const remove = fs.rmSync;
    const held = (): never => {
      throw Object.assign(new Error('EBUSY: rm'), { code: 'EBUSY' });
    };
    const namespaces = path.join(folder(), 'namespaces');
    try {
      Object.assign(fs, { rmSync: held });
      await store.removeNamespace(id);
      assert.deepEqual(fs.readdirSync(namespaces), [`deleted-${id}`]);
      await openTestStore(folder());
    } finally {
      Object.assign(fs, { rmSync: remove });
    }
    await openTestStore(folder());
    assert.deepEqual(fs.readdirSync(namespaces), []);
  });
});
