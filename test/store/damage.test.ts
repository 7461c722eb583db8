import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { StoreError } from '../../src/store/storeError';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { useTempFolder } from '../support/tempFolder';

describe('damaged and foreign files', () => {
  const folder = useTempFolder();
  const catalogue = (): string => path.join(folder(), 'catalogue.json');

  async function prepare(): Promise<{ id: string; data: string }> {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    store.put(id, 'saved', Buffer.from('snapshot'), 1);
    await store.close();
    return { id, data: path.join(folder(), 'namespaces', id, 'data.sqlite') };
  }

  const isFailed = (error: unknown): boolean =>
    error instanceof StoreError &&
    error.code === 'STORE_FAILED' &&
    /newer version/.test(error.message);

  for (const [what, content] of [
    ['no database', Buffer.from('something else entirely\n'.repeat(400))],
    ['empty', Buffer.alloc(0)],
    ['cut', null],
  ] as const) {
    it(`keeps a database aside that is ${what}, beside what was kept before`, async () => {
      const { id, data } = await prepare();
      const damaged = content ?? fs.readFileSync(data).subarray(0, 9000);
      fs.writeFileSync(data, damaged);
      fs.writeFileSync(`${data}.damaged-1`, 'kept before');
      const store = await openTestStore(folder());
      assert.equal(store.get(id, 'saved'), null);
      const notices = store.takeNotices();
      assert.equal(notices[0]?.code, 'DAMAGED_FILE_KEPT');
      assert.equal(notices[0].file, `${data}.damaged-2`);
      assert.deepEqual(fs.readFileSync(`${data}.damaged-2`), damaged);
      assert.equal(fs.readFileSync(`${data}.damaged-1`, 'utf8'), 'kept before');
      store.put(id, 'new', Buffer.from('value'), 2);
      await store.close();
      const again = await openTestStore(folder());
      assert.equal(again.version(id, 'new') !== null, true);
      assert.deepEqual(again.takeNotices(), []);
    });
  }

  for (const content of ['{"schema": 1, "accounts"', '[]', '{"schema":1}', '\0\0\0', '']) {
    it(`makes a catalogue again that holds ${JSON.stringify(content)}`, async () => {
      const { id } = await prepare();
      fs.writeFileSync(catalogue(), content);
      const store = await openTestStore(folder());
      const [notice] = store.takeNotices();
      assert.equal(notice?.code, 'DAMAGED_FILE_KEPT');
      assert.match(notice.message, /bindings .* are lost/);
      assert.equal(fs.readFileSync(notice.file, 'utf8'), content);
      assert.deepEqual(store.catalogue.accounts, [
        { name: 'main', namespaces: [{ id, name: 'one', snapshots: [] }] },
      ]);
      assert.equal(Buffer.from(store.get(id, 'saved')?.value ?? []).toString(), 'snapshot');
      await store.close();
      const again = await openTestStore(folder());
      assert.deepEqual(again.catalogue, store.catalogue);
      assert.deepEqual(again.takeNotices(), []);
    });
  }

  it('never follows an id out of its folder', async () => {
    await prepare();
    const foreign = { id: '../../elsewhere', name: 'one', snapshots: [] };
    const accounts = [{ name: 'main', namespaces: [foreign] }];
    fs.writeFileSync(catalogue(), JSON.stringify({ schema: 2, accounts, bindings: [] }));
    const store = await openTestStore(folder());
    assert.equal(store.takeNotices()[0]?.code, 'DAMAGED_FILE_KEPT');
  });

  it('leaves a newer catalogue where it is and refuses', async () => {
    await prepare();
    const content = JSON.stringify({ schema: 3, accounts: [] });
    fs.writeFileSync(catalogue(), content);
    await assert.rejects(openTestStore(folder()), isFailed);
    assert.equal(fs.readFileSync(catalogue(), 'utf8'), content);
  });

  it('leaves a newer database where it is and refuses', async () => {
    const { id, data } = await prepare();
    const content = fs.readFileSync(data);
    // SQLite keeps user_version at byte 60 of the file.
    content.writeUInt32BE(3, 60);
    fs.writeFileSync(data, content);
    const store = await openTestStore(folder());
    assert.throws(() => store.get(id, 'saved'), isFailed);
    assert.deepEqual(fs.readFileSync(data), content);
  });
});
