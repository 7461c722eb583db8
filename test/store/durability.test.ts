import assert from 'node:assert/strict';
import { nodeFiles, type FilePort } from '../../src/store/files/filePort';
import { StoreError } from '../../src/store/storeError';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { useTempFolder } from '../support/tempFolder';

/** A disk whose flushes the test lets go, one by one. */
interface HeldDisk {
  readonly files: FilePort;
  /** Resolves with the next flush that is asked for; it lasts until it is let go. */
  nextFlush(): Promise<{ release(): void; fail(error: Error): void }>;
  readonly flushes: number;
}

type HeldFlush = Awaited<ReturnType<HeldDisk['nextFlush']>>;

function holdFlushes(): HeldDisk {
  const held: HeldFlush[] = [];
  const waiting: ((flush: HeldFlush) => void)[] = [];
  let flushes = 0;
  const files: FilePort = {
    ...nodeFiles,
    flush: (fd) =>
      new Promise((resolve, reject) => {
        flushes += 1;
        const flush = {
          release: () => {
            nodeFiles.flush(fd).then(resolve, reject);
          },
          fail: reject,
        };
        const next = waiting.shift();
        if (next) next(flush);
        else held.push(flush);
      }),
  };
  return {
    files,
    nextFlush: () => {
      const flush = held.shift();
      if (flush) return Promise.resolve(flush);
      return new Promise((resolve) => waiting.push(resolve));
    },
    get flushes() {
      return flushes;
    },
  };
}

/** Whether a promise has settled when everything that is ready has run. */
async function isSettled(promise: Promise<unknown> | undefined): Promise<boolean> {
  let settled = false;
  const note = (): void => {
    settled = true;
  };
  promise?.then(note, note);
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  return settled;
}

describe('fsync', () => {
  const folder = useTempFolder();
  const value = Buffer.from('value');

  it('always: a write is acknowledged after the flush that began behind it', async () => {
    const disk = holdFlushes();
    const store = await openTestStore(folder(), { files: disk.files, fsync: 'always' });
    const [id = ''] = addNamespaces(store, 'one');
    store.put(id, 'first', value, 1);
    const first = store.flushed(id);
    const flush = await disk.nextFlush();
    // Written while the flush is under way: that one does not cover it.
    store.put(id, 'second', value, 2);
    const second = store.flushed(id);
    assert.equal(await isSettled(first), false);
    flush.release();
    await first;
    assert.equal(await isSettled(second), false);
    (await disk.nextFlush()).release();
    await second;
  });

  it('always: writes that come together share their flushes', async () => {
    const disk = holdFlushes();
    const store = await openTestStore(folder(), { files: disk.files, fsync: 'always' });
    const [id = ''] = addNamespaces(store, 'one');
    const write = async (name: string): Promise<void> => {
      store.put(id, name, value, 1);
      await store.flushed(id);
    };
    const early = Array.from({ length: 50 }, (_, number) => write(`early${number}`));
    const flush = await disk.nextFlush();
    const late = Array.from({ length: 50 }, (_, number) => write(`late${number}`));
    flush.release();
    await Promise.all(early);
    (await disk.nextFlush()).release();
    await Promise.all(late);
    assert.equal(disk.flushes, 2);
  });

  it('always: a flush that fails rejects with a sentence, and the next one is tried', async () => {
    const disk = holdFlushes();
    const store = await openTestStore(folder(), { files: disk.files, fsync: 'always' });
    const [id = ''] = addNamespaces(store, 'one');
    store.put(id, 'key', value, 1);
    const acknowledged = assert.rejects(
      store.flushed(id) ?? Promise.resolve(),
      (error) =>
        error instanceof StoreError &&
        error.code === 'STORE_FAILED' &&
        /did not confirm it: EIO.*make the change again/.test(error.message),
    );
    (await disk.nextFlush()).fail(new Error('EIO: i/o error, fdatasync'));
    await acknowledged;
    store.put(id, 'key', value, 2);
    const again = store.flushed(id);
    (await disk.nextFlush()).release();
    await again;
  });

  it('everySecond: nothing is waited for, and the flush comes by itself', async () => {
    const disk = holdFlushes();
    const store = await openTestStore(folder(), { files: disk.files });
    const [id = ''] = addNamespaces(store, 'one');
    for (let number = 0; number < 50; number += 1) {
      store.put(id, `key${number}`, value, 1);
      assert.equal(store.flushed(id), undefined);
    }
    (await disk.nextFlush()).release();
    assert.equal(disk.flushes, 1);
  });

  it('can be changed while the store is open', async () => {
    const disk = holdFlushes();
    const store = await openTestStore(folder(), { files: disk.files });
    const [id = ''] = addNamespaces(store, 'one');
    store.setFsync('always');
    store.put(id, 'key', value, 1);
    const acknowledged = store.flushed(id);
    assert.ok(acknowledged);
    (await disk.nextFlush()).release();
    await acknowledged;
  });
});
