import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { KvError } from '../../src/kv/kvError';
import type { Store } from '../../src/store/store';
import { StoreError } from '../../src/store/storeError';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { useTempFolder } from '../support/tempFolder';

const large = Buffer.alloc(5_000_000, 'large');

describe('a namespace that is loaded ahead', () => {
  const folder = useTempFolder();
  let id = '';
  let other = '';
  let store: Store;

  beforeEach(async () => {
    const first = await openTestStore(folder());
    [id = '', other = ''] = addNamespaces(first, 'one', 'other');
    for (let number = 0; number < 20; number += 1) first.put(id, `large${number}`, large, 1);
    first.put(other, 'key', Buffer.from('value'), 1);
    await first.close();
    store = await openTestStore(folder());
  });
  afterEach(() => store.close());

  it('lets others be used meanwhile, and is used in the order of the calls', async () => {
    const order: string[] = [];
    const ready = store.ready(id);
    assert.ok(ready);
    const calls = ['first', 'second'].map(async (name) => {
      await store.ready(id);
      order.push(name);
      assert.equal(store.get(id, 'large7')?.value.byteLength, large.byteLength);
    });
    // Turns of the event loop that nothing of the loading blocks.
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
      const value = store.get(other, 'key')?.value;
      assert.equal(value && Buffer.from(value).toString(), 'value');
    }, 0);
    await ready;
    await Promise.all(calls);
    clearInterval(turn);
    assert.ok(turns > 0);
    assert.deepEqual(order, ['first', 'second']);
    assert.equal(store.ready(id), undefined);
  });

  it('counts once where a call that cannot wait loads it meanwhile', async () => {
    const ready = store.ready(id);
    const { version } = store.put(id, 'meanwhile', Buffer.from('value'), 2);
    await ready;
    assert.equal(store.get(id, 'meanwhile')?.version, version);
    assert.equal(store.totals(id).records, 21);
  });

  it('stays away where it is deleted meanwhile', async () => {
    const ready = store.ready(id);
    store.saveCatalogue({ ...store.catalogue, accounts: [] });
    await store.removeNamespace(id);
    await ready;
    assert.throws(
      () => store.get(id, 'large1'),
      (error) => error instanceof KvError && error.code === 'NAMESPACE_GONE',
    );
    assert.equal(fs.existsSync(path.join(folder(), 'namespaces', id)), false);
    assert.equal(store.ready(id), undefined);
  });

  it('rejects with a sentence where it cannot be read, and is tried again', async function () {
    // Windows opens a folder as if it were an empty file.
    if (process.platform === 'win32') this.skip();
    const file = path.join(folder(), 'namespaces', id, 'data.sqlite');
    fs.renameSync(file, `${file}.aside`);
    fs.mkdirSync(file);
    await assert.rejects(
      store.ready(id) ?? Promise.resolve(),
      (error) => error instanceof StoreError && error.message.includes(file),
    );
    fs.rmdirSync(file);
    fs.renameSync(`${file}.aside`, file);
    await store.ready(id);
    assert.equal(store.totals(id).records, 20);
  });

  it('is not loaded any more where the store is closed', async () => {
    const ready = store.ready(id);
    await store.close();
    await ready;
    assert.equal(store.ready(id), undefined);
  });
});
