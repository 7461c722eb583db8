import assert from 'node:assert/strict';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import initSqlJs from 'sql.js';
import { StoreError } from '../../src/store/storeError';
import type { Store } from '../../src/store/store';
import { checkProperty } from '../support/checkProperty';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { useTempFolder } from '../support/tempFolder';

describe('named snapshots', () => {
  const folder = useTempFolder();
  const text = (value: Uint8Array | undefined): string | undefined =>
    value && Buffer.from(value).toString();

  async function prepare(): Promise<{ store: Store; id: string }> {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    return { store, id };
  }

  const entries = (store: Store, id: string) =>
    store.catalogue.accounts.flatMap((account) => account.namespaces).find((one) => one.id === id)
      ?.snapshots ?? [];

  it('are plain SQLite files that hold the records of their moment', async () => {
    const { store, id } = await prepare();
    store.put(id, 'key', Buffer.from('then'), 1);
    const taking = store.takeSnapshot(id, 'before');
    store.put(id, 'key', Buffer.from('now'), 2);
    const { id: snapshot, records, bytes } = await taking;
    assert.deepEqual({ records, bytes }, { records: 1, bytes: 7 });
    const file = path.join(folder(), 'namespaces', id, 'snapshots', `${snapshot}.sqlite`);
    const sqlite = await initSqlJs();
    const database = new sqlite.Database(fs.readFileSync(file));
    assert.deepEqual(database.exec('PRAGMA integrity_check')[0]?.values, [['ok']]);
    const [row] = database.exec('SELECT CAST(key AS TEXT), CAST(value AS TEXT) FROM records');
    assert.deepEqual(row?.values, [['key', 'then']]);
    database.close();
  });

  it('can be restored, and that can be undone, also after the next start', async () => {
    const { store, id } = await prepare();
    store.put(id, 'kept', Buffer.from('same'), 1);
    store.put(id, 'changed', Buffer.from('old'), 1);
    const { id: snapshot } = await store.takeSnapshot(id, 'before');
    store.put(id, 'changed', Buffer.from('new'), 2);
    store.put(id, 'added', Buffer.from('new'), 2);
    const last = store.lastVersion(id);
    const { undo } = await store.restoreSnapshot(id, snapshot, 'Before restoring', 3);
    assert.equal(text(store.get(id, 'changed')?.value), 'old');
    assert.equal(store.get(id, 'added'), null);
    assert.ok((store.version(id, 'kept') ?? 0) > last);
    // Left open, as by a process that was killed.
    const again = await openTestStore(folder());
    assert.equal(text(again.get(id, 'changed')?.value), 'old');
    assert.deepEqual(again.takeNotices(), []);
    await again.restoreSnapshot(id, undo.id, 'Before undoing', 4);
    assert.equal(text(again.get(id, 'changed')?.value), 'new');
    assert.equal(text(again.get(id, 'added')?.value), 'new');
    assert.deepEqual(again.totals(id), { records: 3, bytes: 26 });
  });

  it('go on with the version numbers where a namespace was emptied', async () => {
    const { store, id } = await prepare();
    store.put(id, 'key', Buffer.from('value'), 1);
    const { deleted, undo } = await store.emptyNamespace(id, 'Before emptying', 2);
    assert.equal(deleted, 1);
    assert.deepEqual(store.totals(id), { records: 0, bytes: 0 });
    assert.ok(store.put(id, 'key', Buffer.from('other'), 3).version > 1);
    await store.restoreSnapshot(id, undo.id, 'undo', 4);
    assert.equal(text(store.get(id, 'key')?.value), 'value');
  });

  it('that were made by themselves make room for newer ones, the others stay', async () => {
    const { store, id } = await prepare();
    const named = await store.takeSnapshot(id, 'mine');
    for (let round = 0; round < 8; round += 1) {
      store.put(id, 'key', Buffer.from(String(round)), 1);
      await store.emptyNamespace(id, `Before emptying ${round}`, 2);
    }
    const names = entries(store, id).map(({ name }) => name);
    assert.deepEqual(names, ['mine', ...[3, 4, 5, 6, 7].map((n) => `Before emptying ${n}`)]);
    const files = fs.readdirSync(path.join(folder(), 'namespaces', id, 'snapshots'));
    assert.equal(files.length, 6);
    assert.deepEqual(store.deleteSnapshot(id, named.id), { deleted: true });
    assert.deepEqual(store.deleteSnapshot(id, named.id), { deleted: false });
    assert.equal(fs.readdirSync(path.join(folder(), 'namespaces', id, 'snapshots')).length, 5);
  });

  it('are refused where their file is damaged, missing or unknown, and nothing changes', async () => {
    const { store, id } = await prepare();
    store.put(id, 'key', Buffer.from('value'), 1);
    const { id: snapshot } = await store.takeSnapshot(id, 'before');
    const file = path.join(folder(), 'namespaces', id, 'snapshots', `${snapshot}.sqlite`);
    const content = fs.readFileSync(file);
    const refuses = async (code: string): Promise<void> => {
      const isRefused = (error: unknown) => error instanceof StoreError && error.code === code;
      await assert.rejects(store.restoreSnapshot(id, snapshot, 'undo', 2), isRefused);
      await assert.rejects(store.compareSnapshot(id, snapshot, 10), isRefused);
      assert.equal(text(store.get(id, 'key')?.value), 'value');
    };
    const flipped = Buffer.from(content);
    flipped.writeUInt8(flipped.readUInt8(20_000) ^ 1, 20_000);
    fs.writeFileSync(file, flipped);
    await refuses('STORE_FAILED');
    fs.rmSync(file);
    await refuses('STORE_FAILED');
    store.deleteSnapshot(id, snapshot);
    await refuses('SNAPSHOT_UNKNOWN');
  });

  it('are found again where the catalogue is lost', async () => {
    const { store, id } = await prepare();
    store.put(id, 'key', Buffer.from('value'), 1);
    const { id: snapshot } = await store.takeSnapshot(id, 'before');
    await store.close();
    fs.writeFileSync(path.join(folder(), 'catalogue.json'), 'damaged');
    const again = await openTestStore(folder());
    assert.equal(entries(again, id)[0]?.id, snapshot);
    again.delete(id, 'key', 2);
    await again.restoreSnapshot(id, snapshot, 'undo', 3);
    assert.equal(text(again.get(id, 'key')?.value), 'value');
  });

  it('are compared key by key', async () => {
    const content = fc.dictionary(
      fc.stringMatching(/^[a-d]{1,3}$/),
      fc.constantFrom('', 'same', 'other'),
    );
    await checkProperty(
      fc.asyncProperty(content, content, async (before, after) => {
        const { store, id } = await prepare();
        for (const [key, value] of Object.entries(before)) {
          store.put(id, key, Buffer.from(value), 1);
        }
        const { id: snapshot } = await store.takeSnapshot(id, 'before');
        await store.emptyNamespace(id, 'undo', 1);
        for (const [key, value] of Object.entries(after)) {
          store.put(id, key, Buffer.from(value), 1);
        }
        const expected = [...new Set([...Object.keys(before), ...Object.keys(after)])]
          .filter((key) => before[key] !== after[key])
          .sort()
          .map((key) => ({ key, before: before[key], after: after[key] }));
        const compared = await store.compareSnapshot(id, snapshot, 1000);
        assert.deepEqual(
          compared.differences.map(({ key, before: from, after: to }) => ({
            key,
            before: text(from?.start),
            after: text(to?.start),
          })),
          expected,
        );
        const { added, changed, removed } = compared;
        assert.equal(added, expected.filter((one) => one.before === undefined).length);
        assert.equal(removed, expected.filter((one) => one.after === undefined).length);
        assert.equal(added + changed + removed, expected.length);
        const few = await store.compareSnapshot(id, snapshot, 2);
        assert.equal(few.differences.length, Math.min(2, expected.length));
        assert.equal(few.changed, changed);
        await store.close();
        fs.rmSync(folder(), { recursive: true });
        fs.mkdirSync(folder());
      }),
      { numRuns: 40 },
    );
  });

  it('compare more than one page of keys, while the namespace is written', async () => {
    const { store, id } = await prepare();
    const key = (number: number): string => `key_${String(number).padStart(5, '0')}`;
    const records = Array.from({ length: 5000 }, (_, n) => ({
      key: key(n),
      value: Buffer.from('x'),
    }));
    store.putMany(id, records, 1);
    const { id: snapshot } = await store.takeSnapshot(id, 'before');
    for (const n of [0, 999, 1000, 1001, 4999]) store.delete(id, key(n), 2);
    for (const n of [5000, 5001]) store.put(id, key(n), Buffer.from('x'), 2);
    store.put(id, key(2500), Buffer.from('y'), 2);
    const { added, changed, removed } = await store.compareSnapshot(id, snapshot, 10);
    assert.deepEqual({ added, changed, removed }, { added: 2, changed: 1, removed: 5 });
  });
});

describe('what a namespace uses', () => {
  const folder = useTempFolder();

  it('is told with its largest values and its last change', async () => {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    assert.deepEqual(await store.usage(id), {
      records: 0,
      bytes: 0,
      lastWriteAtMs: null,
      largest: [],
    });
    for (let size = 1; size <= 8; size += 1) store.put(id, `key${size}`, Buffer.alloc(size), size);
    store.delete(id, 'key8', 99);
    assert.deepEqual(await store.usage(id), {
      records: 7,
      bytes: 56,
      lastWriteAtMs: 99,
      largest: [7, 6, 5, 4, 3].map((size) => ({ key: `key${size}`, size })),
    });
  });

  it('counts records that lie far apart', async () => {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    const many = (from: number) =>
      Array.from({ length: 30_000 }, (_, n) => ({ key: `k${from + n}`, value: Buffer.alloc(1) }));
    store.putMany(id, many(0), 1);
    store.put(id, 'large', Buffer.alloc(500), 2);
    store.deleteUpTo(id, 30_000, 3);
    store.putMany(id, many(50_000), 4);
    const usage = await store.usage(id);
    assert.equal(usage.records, 30_001);
    assert.deepEqual(usage.largest[0], { key: 'large', size: 500 });
    assert.equal(usage.largest.length, 5);
  });
});
