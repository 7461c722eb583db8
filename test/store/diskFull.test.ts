import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { nodeFiles, type FilePort } from '../../src/store/files/filePort';
import { StoreError } from '../../src/store/storeError';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { useTempFolder } from '../support/tempFolder';

/** A disk with room for so many bytes; it takes what fits and then fails, as a real one. */
function smallDisk(): FilePort & { room: number; canTruncate: boolean } {
  const disk = {
    ...nodeFiles,
    room: Infinity,
    canTruncate: true,
    write(fd: number, bytes: Uint8Array, offset: number, position: number): number {
      if (disk.room <= 0) throw new Error('ENOSPC: no space left on device, write');
      const fitting = bytes.subarray(0, Math.min(bytes.byteLength, offset + disk.room));
      const written = nodeFiles.write(fd, fitting, offset, position);
      disk.room -= written;
      return written;
    },
    async writeMany(fd: number, pieces: readonly Uint8Array[], position: number): Promise<number> {
      if (disk.room <= 0) throw new Error('ENOSPC: no space left on device, writev');
      const [first = new Uint8Array()] = pieces;
      const fitting = first.subarray(0, Math.min(first.byteLength, disk.room));
      const written = await nodeFiles.writeMany(fd, [fitting], position);
      disk.room -= written;
      return written;
    },
    truncate(fd: number, length: number): void {
      if (!disk.canTruncate) throw new Error('EIO: i/o error, ftruncate');
      nodeFiles.truncate(fd, length);
    },
  };
  return disk;
}

const isFailed = (error: unknown): boolean =>
  error instanceof StoreError && error.code === 'STORE_FAILED' && /ENOSPC/.test(error.message);

describe('a full disk', () => {
  const folder = useTempFolder();

  for (const canTruncate of [true, false]) {
    it(`refuses a write and shows none of it${canTruncate ? '' : ', torn bytes or not'}`, async () => {
      const disk = smallDisk();
      const store = await openTestStore(folder(), { files: disk });
      const [id = ''] = addNamespaces(store, 'one');
      store.put(id, 'key', Buffer.from('before'), 1);
      const totals = store.totals(id);
      disk.canTruncate = canTruncate;
      for (let room = 0; room < 60; room += 7) {
        disk.room = room;
        assert.throws(() => store.put(id, 'key', Buffer.alloc(100), 2), isFailed);
        assert.throws(() => store.put(id, 'more', Buffer.alloc(100), 2), isFailed);
        assert.deepEqual(store.totals(id), totals);
        assert.equal(store.version(id, 'more'), null);
        assert.equal(Buffer.from(store.get(id, 'key')?.value ?? []).toString(), 'before');
        disk.room = 0;
        assert.throws(() => store.delete(id, 'key', 2), isFailed);
        assert.notEqual(store.version(id, 'key'), null);
      }
      disk.room = Infinity;
      assert.equal(store.put(id, 'after', Buffer.from('x'), 3).version, 2);
      const again = await openTestStore(folder());
      const page = again.list(id, { prefix: '', limit: 256, after: null });
      assert.deepEqual(page.keys, ['after', 'key']);
    });
  }

  it('keeps the journal where a snapshot fails', async () => {
    const disk = smallDisk();
    const store = await openTestStore(folder(), { files: disk });
    const [id = ''] = addNamespaces(store, 'one');
    store.put(id, 'key', Buffer.from('value'), 1);
    for (const room of [0, 5000]) {
      disk.room = room;
      await assert.rejects(store.snapshot(), isFailed);
    }
    disk.room = Infinity;
    store.put(id, 'later', Buffer.from('value'), 2);
    const again = await openTestStore(folder());
    assert.deepEqual(again.totals(id), { records: 2, bytes: 18 });
    await store.snapshot();
    const third = await openTestStore(folder());
    assert.deepEqual(third.totals(id), { records: 2, bytes: 18 });
  });

  it('keeps everything where the snapshot cannot take the place of the old one', async () => {
    const disk = smallDisk();
    const store = await openTestStore(folder(), { files: disk });
    const [id = ''] = addNamespaces(store, 'one');
    for (const key of ['first', 'second', 'third']) {
      store.put(id, key, Buffer.from('value'), 1);
      disk.rename = () => {
        throw new Error('ENOSPC: no space left on device, rename');
      };
      await assert.rejects(store.snapshot(), isFailed);
      disk.rename = (from, to) => {
        nodeFiles.rename(from, to);
      };
      store.put(id, `${key}_later`, Buffer.from('value'), 2);
      const again = await openTestStore(folder());
      assert.deepEqual(again.totals(id), store.totals(id));
      assert.deepEqual(again.takeNotices(), []);
    }
    await store.snapshot();
    const names = fs.readdirSync(path.join(folder(), 'namespaces', id));
    assert.equal(names.filter((name) => name.startsWith('journal')).length, 1);
    assert.equal(names.includes('data.sqlite.new'), false);
    const again = await openTestStore(folder());
    assert.deepEqual(again.totals(id), { records: 6, bytes: 80 });
  });

  it('leaves all records where another content cannot take their place', async () => {
    const disk = smallDisk();
    const store = await openTestStore(folder(), { files: disk });
    const [id = ''] = addNamespaces(store, 'one');
    store.put(id, 'key', Buffer.from('value'), 1);
    const { id: snapshot } = await store.takeSnapshot(id, 'named');
    store.put(id, 'later', Buffer.from('value'), 2);
    for (const room of [0, 30, 9000, 60_000]) {
      disk.room = room;
      await assert.rejects(store.restoreSnapshot(id, snapshot, 'undo', 3), isFailed);
      await assert.rejects(store.emptyNamespace(id, 'undo', 3), isFailed);
      assert.deepEqual(store.list(id, { prefix: '', limit: 9, after: null }).keys, [
        'key',
        'later',
      ]);
      const again = await openTestStore(folder());
      assert.deepEqual(again.list(id, { prefix: '', limit: 9, after: null }).keys, [
        'key',
        'later',
      ]);
    }
    disk.room = Infinity;
    await store.restoreSnapshot(id, snapshot, 'undo', 4);
    assert.deepEqual(store.list(id, { prefix: '', limit: 9, after: null }).keys, ['key']);
  });
});
