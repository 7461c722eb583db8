import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { databaseSchema } from '../../src/store/database/migrations';
import { catalogueSchema } from '../../src/store/catalogue/catalogue';
import { openTestStore } from '../support/openTestStore';
import { useTempFolder } from '../support/tempFolder';

/** Stores as each version of the product wrote them, with changes in snapshot and journal. */
const fixtures = path.resolve('test/fixtures/store');

describe('a store of an older version', () => {
  const folder = useTempFolder();

  it('is there for each schema before this one', () => {
    const older = Array.from(
      { length: Math.max(databaseSchema, catalogueSchema) - 1 },
      (_, index) => `schema-${index + 1}`,
    );
    assert.deepEqual(fs.readdirSync(fixtures).sort(), older);
  });

  for (const name of fs.readdirSync(fixtures)) {
    it(`opens with everything in it: ${name}`, async () => {
      fs.cpSync(path.join(fixtures, name), folder(), { recursive: true });
      const store = await openTestStore(folder());
      const [account] = store.catalogue.accounts;
      const id = account?.namespaces[0]?.id ?? '';
      assert.equal(account?.name, 'main');
      assert.equal(store.catalogue.bindings[0]?.namespaceId, id);
      const text = (key: string): string | undefined => {
        const value = store.get(id, key)?.value;
        return value && Buffer.from(value).toString();
      };
      const check = async (): Promise<void> => {
        const { keys } = store.list(id, { prefix: '', limit: 9, after: null });
        assert.deepEqual(keys, ['bytes', 'later', 'saved']);
        assert.equal(text('saved'), 'overwritten in the journal');
        assert.equal(text('later'), 'in the journal');
        assert.deepEqual([...(store.get(id, 'bytes')?.value ?? [])], [0, 255, 128, 10]);
        assert.deepEqual(store.totals(id), { records: 3, bytes: 59 });
        const { lastWriteAtMs } = await store.usage(id);
        assert.ok((lastWriteAtMs ?? 0) >= 1_700_000_002_000);
        assert.deepEqual(store.takeNotices(), []);
      };
      await check();
      assert.equal(store.put(id, 'new', Buffer.from('x'), 1_800_000_000_000).version, 7);
      assert.notEqual(store.delete(id, 'new', 1_800_000_000_000).replacedVersion, null);
      await store.takeSnapshot(id, 'kept');
      await store.snapshot();
      const again = await openTestStore(folder());
      assert.deepEqual(again.catalogue, store.catalogue);
      assert.equal(again.catalogue.schema, catalogueSchema);
      assert.deepEqual(again.totals(id), { records: 3, bytes: 59 });
      await check();
    });
  }
});
