import assert from 'node:assert/strict';
import type { Store } from '../../src/store/store';

/** Every record of a namespace, in the order of its keys. */
export type StoreContent = ReadonlyMap<
  string,
  { readonly value: string; readonly version: number }
>;

/**
 * Reads everything and checks that what the store says in different ways is the same: totals and
 * a full scan, rows and values, the order of keys, versions that are given once.
 */
export function readContent(store: Store, id: string): StoreContent {
  // First of all, since they may be told without loading the namespace.
  const totals = store.totals(id);
  const content = new Map<string, { value: string; version: number }>();
  let bytes = 0;
  for (let after: string | null = null; ;) {
    const { keys, complete } = store.list(id, { prefix: '', limit: 50, after });
    const rows = store.rows(id, { prefix: '', limit: 50, after });
    assert.deepEqual(
      rows.slice(0, 50).map(({ key }) => key),
      keys,
    );
    for (const [index, key] of keys.entries()) {
      const record = store.get(id, key);
      assert.ok(record, `${key} is listed and missing`);
      assert.equal(rows[index]?.size, record.value.byteLength);
      assert.equal(store.version(id, key), record.version);
      content.set(key, {
        value: Buffer.from(record.value).toString('latin1'),
        version: record.version,
      });
      bytes += Buffer.byteLength(key) + record.value.byteLength;
    }
    after = keys.at(-1) ?? null;
    if (complete) break;
  }
  const keys = [...content.keys()];
  assert.deepEqual(
    keys,
    [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
  );
  const versions = [...content.values()].map(({ version }) => version);
  assert.equal(new Set(versions).size, versions.length, 'two records have one version');
  assert.ok(Math.max(0, ...versions) <= store.lastVersion(id));
  assert.deepEqual(totals, { records: content.size, bytes });
  assert.deepEqual(store.totals(id), totals);
  return content;
}

/** Checks that every named snapshot of the catalogue can be read. */
export async function checkSnapshots(store: Store): Promise<void> {
  for (const { namespaces } of store.catalogue.accounts) {
    for (const { id, snapshots } of namespaces) {
      for (const snapshot of snapshots) await store.compareSnapshot(id, snapshot.id, 0);
    }
  }
}
