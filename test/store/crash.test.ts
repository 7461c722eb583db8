import assert from 'node:assert/strict';
import path from 'node:path';
import { nodeFiles } from '../../src/store/files/filePort';
import type { Store } from '../../src/store/store';
import { createCrashImages, type CrashImages } from '../support/crashImages';
import { abandon, addNamespaces, openTestStore } from '../support/openTestStore';
import { checkSnapshots, readContent, type StoreContent } from '../support/storeContent';
import { useTempFolder } from '../support/tempFolder';

interface Setting {
  readonly store: Store;
  readonly id: string;
  /** A named snapshot that differs from what is there now. */
  readonly snapshotId: string;
}

const record = (key: string, bytes: number) => ({ key, value: Buffer.alloc(bytes, key) });

const changes: Readonly<Record<string, (setting: Setting) => unknown>> = {
  'put of a new record': ({ store, id }) => store.put(id, 'new', Buffer.from('value'), 9),
  'put of a large value': ({ store, id }) => store.put(id, 'key3', Buffer.alloc(90_000, 'x'), 9),
  delete: ({ store, id }) => store.delete(id, 'key4', 9),
  'change of many records': ({ store, id }) =>
    store.putMany(
      id,
      ['a', 'key5', 'z'].map((key) => record(key, 20_000)),
      9,
    ),
  deleteUpTo: ({ store, id }) => store.deleteUpTo(id, 8, 9),
  snapshot: ({ store }) => store.snapshot(),
  'named snapshot': ({ store, id }) => store.takeSnapshot(id, 'second'),
  'deletion of a named snapshot': ({ store, id, snapshotId }) =>
    store.deleteSnapshot(id, snapshotId),
  restore: ({ store, id, snapshotId }) => store.restoreSnapshot(id, snapshotId, 'undo', 9),
  empty: ({ store, id }) => store.emptyNamespace(id, 'undo', 9),
  'new namespace': ({ store }) => {
    const [account] = store.catalogue.accounts;
    assert.ok(account);
    const created = { ...store.createNamespace('main', 'two'), name: 'two', snapshots: [] };
    const namespaces = [...account.namespaces, created];
    store.saveCatalogue({ ...store.catalogue, accounts: [{ ...account, namespaces }] });
  },
  close: ({ store }) => store.close(),
};

/** How the files lie when the change begins. */
const beginnings: Readonly<Record<string, (setting: Setting, disk: Disk) => unknown>> = {
  'a snapshot and a journal': () => undefined,
  'two journal files, after a snapshot that failed': async ({ store, id }, disk) => {
    disk.isBroken = true;
    await assert.rejects(store.snapshot());
    disk.isBroken = false;
    store.put(id, 'key6', Buffer.from('in the second'), 8);
  },
  'a content that could not be replaced': async ({ store, id }, disk) => {
    disk.isBroken = true;
    await assert.rejects(store.emptyNamespace(id, 'undo', 8));
    disk.isBroken = false;
  },
  'a content that was replaced': async ({ store, id, snapshotId }) => {
    await store.restoreSnapshot(id, snapshotId, 'undo', 8);
  },
};

/** Cannot rename databases while it is broken. */
interface Disk {
  isBroken: boolean;
}

describe('a process that dies between any two steps', () => {
  const folder = useTempFolder();

  async function begin(images: CrashImages, disk: Disk, place: string): Promise<Setting> {
    const files = {
      ...images.files,
      rename(from: string, to: string): void {
        if (disk.isBroken && to.endsWith('data.sqlite')) throw new Error('EIO: i/o error, rename');
        images.files.rename(from, to);
      },
    };
    const store = await openTestStore(place, { files });
    const [id = ''] = addNamespaces(store, 'one');
    for (let number = 1; number <= 12; number += 1) {
      store.put(id, `key${number}`, Buffer.alloc(number * 900, number), number);
    }
    const { id: snapshotId } = await store.takeSnapshot(id, 'first');
    await store.snapshot();
    store.put(id, 'key2', Buffer.from('changed'), 7);
    store.delete(id, 'key1', 7);
    return { store, id, snapshotId };
  }

  for (const [beginning, prepare] of Object.entries(beginnings)) {
    for (const [change, work] of Object.entries(changes)) {
      it(`leaves the old state or the new: ${change}, with ${beginning}`, async () => {
        const place = path.join(folder(), 'store');
        const images = createCrashImages(place, path.join(folder(), 'images'));
        const disk = { isBroken: false };
        const setting = await begin(images, disk, place);
        await prepare(setting, disk);
        const before = readContent(setting.store, setting.id);
        const last = setting.store.lastVersion(setting.id);
        const states = await images.during(() => work(setting));
        const end = states.at(-1);
        assert.ok(end);
        const after = await look(end.folder, setting.id, last);
        let hasChanged = false;
        for (const { folder: image, step, isTorn } of states.slice(0, -1)) {
          const told = `died before ${step}${isTorn ? ', in the midst of the last' : ''}`;
          const found = await look(image, setting.id, last, isTorn).catch((error: unknown) => {
            throw new Error(told, { cause: error });
          });
          const isNew = isSame(found, after);
          assert.ok(isNew || isSame(found, before), `${told}: something in between`);
          assert.ok(isNew || !hasChanged, `${told}: the old state came back`);
          hasChanged = isNew && !isSame(before, after);
        }
        await abandon(setting.id, setting.store);
      });
    }
  }
});

/** Opens what was left, checks it against itself, and goes on with it. */
async function look(
  place: string,
  id: string,
  lastVersion: number,
  mayBeTorn = false,
): Promise<StoreContent> {
  const store = await openTestStore(place);
  const content = readContent(store, id);
  await checkSnapshots(store);
  const codes = store.takeNotices().map(({ code }) => code);
  assert.deepEqual(codes, mayBeTorn && codes.length > 0 ? ['JOURNAL_TAIL_KEPT'] : []);
  assert.ok(store.lastVersion(id) >= lastVersion, 'versions go back');
  store.put(id, 'later', Buffer.from('later'), 10);
  const again = await openTestStore(place, { files: nodeFiles });
  const found = new Map(readContent(again, id));
  assert.equal(found.get('later')?.value, 'later');
  found.delete('later');
  assert.ok(isSame(found, content), 'a later write changed something else');
  assert.deepEqual(again.takeNotices(), []);
  await abandon(id, store, again);
  return content;
}

function isSame(a: StoreContent, b: StoreContent): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([key, { value, version }]) => {
    const other = b.get(key);
    return other?.value === value && other.version === version;
  });
}
