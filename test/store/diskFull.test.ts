import assert from 'node:assert/strict';
import { nodeFiles, type FilePort } from '../../src/store/filePort';
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
      assert.throws(() => {
        store.snapshot();
      }, isFailed);
    }
    disk.room = Infinity;
    store.put(id, 'later', Buffer.from('value'), 2);
    const again = await openTestStore(folder());
    assert.deepEqual(again.totals(id), { records: 2, bytes: 18 });
    store.snapshot();
    const third = await openTestStore(folder());
    assert.deepEqual(third.totals(id), { records: 2, bytes: 18 });
  });

  it('keeps everything where the new journal cannot be made after a snapshot', async () => {
    const disk = smallDisk();
    const store = await openTestStore(folder(), { files: disk });
    const [id = ''] = addNamespaces(store, 'one');
    store.put(id, 'key', Buffer.from('value'), 1);
    let renames = 0;
    disk.rename = (from, to) => {
      renames += 1;
      if (renames === 2) throw new Error('ENOSPC: no space left on device, rename');
      nodeFiles.rename(from, to);
    };
    assert.throws(() => {
      store.snapshot();
    }, isFailed);
    store.put(id, 'later', Buffer.from('value'), 2);
    const again = await openTestStore(folder());
    assert.deepEqual(again.totals(id), { records: 2, bytes: 18 });
    assert.deepEqual(again.takeNotices(), []);
  });
});
