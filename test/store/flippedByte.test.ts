import assert from 'node:assert/strict';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import type { Store } from '../../src/store/store';
import { StoreError } from '../../src/store/storeError';
import { checkProperty } from '../support/checkProperty';
import { abandon, addNamespaces, openTestStore } from '../support/openTestStore';
import { readContent } from '../support/storeContent';
import { useTempFolder } from '../support/tempFolder';

/** Where SQLite keeps `user_version`, from which a schema is told that is too new to be touched. */
const schemaAt = { first: 60, last: 63 } as const;

/** A page in the middle, which SQLite has emptied. */
const freePage = (store: Store, id: string): void => {
  for (let number = 0; number < 40; number += 3) store.delete(id, `key${number}`, 2);
};

/** How a snapshot came into its place; each has its own way there. */
const ways: Readonly<Record<string, (store: Store, id: string) => Promise<unknown>>> = {
  saved: (store) => store.snapshot(),
  'saved again': async (store, id) => {
    await store.snapshot();
    store.put(id, 'key1', Buffer.from('changed'), 3);
    await store.snapshot();
  },
  restored: async (store, id) => {
    const { id: snapshotId } = await store.takeSnapshot(id, 'named');
    await store.restoreSnapshot(id, snapshotId, 'undo', 3);
  },
};

describe('a byte that is flipped in a snapshot', () => {
  const folder = useTempFolder();

  for (const [how, save] of Object.entries(ways)) {
    it(`is found, wherever it lies, and the file is kept: ${how}`, async () => {
      const store = await openTestStore(folder());
      const [id = ''] = addNamespaces(store, 'one');
      for (let number = 0; number < 40; number += 1) {
        store.put(id, `key${number}`, Buffer.alloc(number * 250, number), 1);
      }
      freePage(store, id);
      await save(store, id);
      store.put(id, 'key2', Buffer.from('of the journal'), 4);
      const home = path.join(folder(), 'namespaces', id);
      const files = new Map(
        fs
          .readdirSync(home, { withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ name }) => [name, fs.readFileSync(path.join(home, name))]),
      );
      const content = files.get('data.sqlite') ?? Buffer.alloc(0);
      await abandon(id, store);
      const places = [...sequencePlaces(content)];
      assert.ok(places.length > 0);

      const look = async (at: number, bit: number): Promise<void> => {
        const flipped = Buffer.from(content);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
        fs.mkdirSync(home);
        for (const [name, bytes] of files) fs.writeFileSync(path.join(home, name), bytes);
        fs.writeFileSync(path.join(home, 'data.sqlite'), flipped);
        const damaged = await openTestStore(folder());
        if (at >= schemaAt.first && at <= schemaAt.last && refuses(damaged, id)) {
          assert.ok(fs.readFileSync(path.join(home, 'data.sqlite')).equals(flipped));
          await abandon(id, damaged);
          return;
        }
        damaged.get(id, 'key2');
        const found = readContent(damaged, id);
        // What the journal says is certain, and nothing else is made up.
        assert.deepEqual([...found.keys()], ['key2'], `byte ${at}, bit ${bit}`);
        assert.equal(found.get('key2')?.value, 'of the journal');
        const [notice] = damaged.takeNotices();
        assert.equal(notice?.code, 'DAMAGED_FILE_KEPT');
        assert.ok(fs.readFileSync(notice.file).equals(flipped));
        await abandon(id, damaged);
      };

      for (const at of places) for (let bit = 0; bit < 8; bit += 2) await look(at, bit);
      const page = fc.nat(content.byteLength / 8192 - 1);
      const anywhere = fc.oneof(
        fc.nat(content.byteLength - 1),
        fc.nat(99),
        fc.tuple(page, fc.nat(15)).map(([number, at]) => number * 8192 + at),
      );
      await checkProperty(fc.asyncProperty(anywhere, fc.nat(7), look), { numRuns: 100 });
    });
  }

  it('of those that are named is found before anything is restored from it', async () => {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    for (let number = 0; number < 40; number += 1) {
      store.put(id, `key${number}`, Buffer.alloc(number * 250, number), 1);
    }
    const { id: snapshotId } = await store.takeSnapshot(id, 'named');
    store.put(id, 'later', Buffer.from('value'), 2);
    const before = readContent(store, id);
    const file = path.join(folder(), 'namespaces', id, 'snapshots', `${snapshotId}.sqlite`);
    const content = fs.readFileSync(file);
    await checkProperty(
      fc.asyncProperty(fc.nat(content.byteLength - 1), fc.nat(7), async (at, bit) => {
        const flipped = Buffer.from(content);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
        fs.writeFileSync(file, flipped);
        const isRefused = (error: unknown): boolean =>
          error instanceof StoreError && /"named" .* cannot be used/.test(error.message);
        await assert.rejects(store.restoreSnapshot(id, snapshotId, 'undo', 3), isRefused);
        await assert.rejects(store.compareSnapshot(id, snapshotId, 9), isRefused);
        assert.deepEqual(readContent(store, id), before);
      }),
      { numRuns: 100 },
    );
  });
});

/** The bytes of the number that ties a snapshot to its journal. */
function* sequencePlaces(content: Buffer): Generator<number> {
  const name = 'sequence';
  for (let at = content.indexOf(name); at >= 0; at = content.indexOf(name, at + 1)) {
    // Header of the row, name, number: whatever is flipped around it must be noticed.
    for (let around = at - 4; around < at + name.length + 2; around += 1) yield around;
  }
}

function refuses(store: Store, id: string): boolean {
  try {
    store.get(id, 'key2');
    return false;
  } catch (error) {
    assert.ok(error instanceof StoreError);
    assert.match(error.message, /newer version/);
    return true;
  }
}
