import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { KvError } from '../../src/kv/kvError';
import { centralStoreContract } from '../support/centralStoreContract';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { useTempFolder } from '../support/tempFolder';

centralStoreContract('the store on sql.js', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pages-kv-test-'));
  const store = await openTestStore(folder);
  const [first = '', second = ''] = addNamespaces(store, 'first', 'second');
  return {
    store,
    namespaceIds: [first, second],
    async close() {
      await store.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
});

describe('the store', () => {
  const folder = useTempFolder();
  const bytes = (text: string): Uint8Array => Buffer.from(text);

  for (const how of ['from its journal', 'from its snapshot', 'from both'] as const) {
    it(`comes back ${how}`, async () => {
      const store = await openTestStore(folder());
      const [id = ''] = addNamespaces(store, 'one');
      store.put(id, '__proto__', bytes('first'), 1);
      store.put(id, 'gone', bytes('soon'), 2);
      if (how !== 'from its journal') await store.snapshot();
      if (how === 'from both') {
        store.delete(id, 'gone', 3);
        store.put(id, '__proto__', bytes('second'), 4);
      }
      // Left open, as by a process that was killed.
      const again = await openTestStore(folder());
      const value = how === 'from both' ? 'second' : 'first';
      assert.equal(Buffer.from(again.get(id, '__proto__')?.value ?? []).toString(), value);
      assert.equal(again.get(id, 'gone') === null, how === 'from both');
      assert.deepEqual(again.totals(id), store.totals(id));
      assert.equal(
        again.put(id, 'next', bytes(''), 5).version,
        store.delete(id, '__proto__', 5).version,
      );
      assert.deepEqual(again.takeNotices(), []);
    });
  }

  it('lists what an import has brought and an emptying has left', async () => {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    const keys = () => store.list(id, { prefix: '', limit: 9, after: null }).keys;
    store.put(id, 'a', bytes(''), 1);
    assert.deepEqual(keys(), ['a']);
    const imported = ['b', 'c'].map((key) => ({ key: key, value: bytes('') }));
    store.putMany(id, imported, 2);
    assert.deepEqual(keys(), ['a', 'b', 'c']);
    store.deleteUpTo(id, store.lastVersion(id), 3);
    assert.deepEqual(keys(), []);
    await store.close();
  });

  it('knows how much a namespace holds without loading it', async () => {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    store.put(id, 'key', bytes('value'), 1);
    await store.close();
    const data = path.join(folder(), 'namespaces', id, 'data.sqlite');
    fs.renameSync(data, `${data}.elsewhere`);
    fs.writeFileSync(data, 'not read');
    const again = await openTestStore(folder());
    assert.deepEqual(again.totals(id), { records: 1, bytes: 8 });
    assert.equal(fs.readFileSync(data, 'utf8'), 'not read');
  });

  it('removes a namespace with its files', async () => {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    store.put(id, 'key', bytes('value'), 1);
    store.saveCatalogue({ ...store.catalogue, accounts: [] });
    await store.removeNamespace(id);
    assert.deepEqual(fs.readdirSync(path.join(folder(), 'namespaces')), []);
    assert.throws(
      () => store.get(id, 'key'),
      (error) => error instanceof KvError && error.code === 'NAMESPACE_GONE',
    );
  });

  it('saves by itself what has been quiet', async () => {
    let snapshotFailed: unknown;
    const store = await openTestStore(folder(), {
      idleMs: 1,
      onBackgroundFailure: (error) => (snapshotFailed = error),
    });
    const [id = ''] = addNamespaces(store, 'one');
    const data = path.join(folder(), 'namespaces', id, 'data.sqlite');
    const saved = new Promise<void>((resolve) => {
      const watcher = fs.watch(path.dirname(data), () => {
        if (!fs.existsSync(data)) return;
        watcher.close();
        resolve();
      });
    });
    store.put(id, 'key', bytes('value'), 1);
    await saved;
    await store.close();
    assert.equal(snapshotFailed, undefined);
  });
});
