import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { StoreError } from '../../src/store/storeError';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { readContent } from '../support/storeContent';

describe('a file system that is really full', () => {
  let place = '';
  let isMounted = false;

  beforeEach(function () {
    place = fs.mkdtempSync(path.join(os.tmpdir(), 'pages-kv-small-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', place], { stdio: 'ignore' });
      isMounted = true;
    } catch {
      // Needs Linux and an administrator's rights; a failing file handle is tested everywhere.
      this.skip();
    }
  });

  afterEach(() => {
    if (isMounted) execFileSync('umount', ['-l', place]);
    isMounted = false;
    fs.rmdirSync(place);
  });

  it('refuses writes and snapshots, loses nothing, and goes on when there is room', async () => {
    const store = await openTestStore(place);
    const [id = ''] = addNamespaces(store, 'one');
    const acknowledged = new Map<string, string>();
    const put = (key: string, bytes: number): boolean => {
      const value = Buffer.alloc(bytes, key);
      try {
        store.put(id, key, value, 1);
      } catch (error) {
        assert.ok(error instanceof StoreError && /ENOSPC/.test(error.message), String(error));
        return false;
      }
      acknowledged.set(key, value.toString('latin1'));
      return true;
    };
    const check = async (): Promise<void> => {
      const found = readContent(await openTestStore(place), id);
      assert.deepEqual(new Map([...found].map(([key, { value }]) => [key, value])), acknowledged);
    };
    let number = 0;
    while (put(`k${(number += 1)}`, 50_000)) assert.ok(number < 100, 'the disk never became full');
    while (put(`s${(number += 1)}`, 100)) assert.ok(number < 100_000);
    await assert.rejects(store.snapshot(), StoreError);
    await assert.rejects(store.takeSnapshot(id, 'named'), StoreError);
    await assert.rejects(store.emptyNamespace(id, 'undo', 2), StoreError);
    assert.deepEqual(
      new Map([...readContent(store, id)].map(([key, { value }]) => [key, value])),
      acknowledged,
    );
    execFileSync('mount', ['-o', 'remount,size=32m', place]);
    await check();
    assert.equal(put('again', 100_000), true);
    await store.snapshot();
    await check();
    await store.close();
  });
});
