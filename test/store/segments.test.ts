import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { nodeFiles } from '../../src/store/files/filePort';
import { abandon, addNamespaces, openTestStore } from '../support/openTestStore';
import { readContent, type StoreContent } from '../support/storeContent';
import { useTempFolder } from '../support/tempFolder';

interface TwoSegments {
  readonly id: string;
  readonly home: string;
  readonly data: Buffer;
  readonly first: Buffer;
  readonly second: Buffer;
  /** What there was when a file ended so. */
  readonly contents: readonly { readonly bytes: number; readonly content: StoreContent }[];
}

describe('a journal in two files', () => {
  const folder = useTempFolder();

  /** A snapshot, changes, a snapshot that failed, and more changes. */
  async function prepare(): Promise<TwoSegments> {
    const broken = {
      ...nodeFiles,
      rename(from: string, to: string): void {
        if (broken.isBroken && to.endsWith('data.sqlite')) throw new Error('EIO: i/o error');
        nodeFiles.rename(from, to);
      },
      isBroken: false,
    };
    const store = await openTestStore(folder(), { files: broken });
    const [id = ''] = addNamespaces(store, 'one');
    const home = path.join(folder(), 'namespaces', id);
    store.put(id, 'saved', Buffer.from('in the snapshot'), 1);
    await store.snapshot();
    const size = (): number => fs.statSync(path.join(home, 'journal.1')).size;
    const contents = [{ bytes: size(), content: readContent(store, id) }];
    for (const change of [
      () => store.put(id, 'first', Buffer.from('1'), 2),
      () => store.put(id, 'gone', Buffer.from('2'), 2),
      () => store.delete(id, 'gone', 2),
    ]) {
      change();
      contents.push({ bytes: size(), content: readContent(store, id) });
    }
    broken.isBroken = true;
    await assert.rejects(store.snapshot());
    store.put(id, 'second', Buffer.from('3'), 3);
    const read = (name: string): Buffer => fs.readFileSync(path.join(home, name));
    const data = read('data.sqlite');
    const [first, second] = [read('journal.1'), read('journal.2')];
    await abandon(id, store);
    return { id, home, data, first, second, contents };
  }

  function lay({ home, data }: TwoSegments, first: Buffer, second: Buffer): void {
    fs.mkdirSync(home);
    fs.writeFileSync(path.join(home, 'data.sqlite'), data);
    fs.writeFileSync(path.join(home, 'journal.1'), first);
    fs.writeFileSync(path.join(home, 'journal.2'), second);
  }

  async function look(before: TwoSegments, bytes: number, told: string): Promise<void> {
    const { id, home, contents, second } = before;
    const expected = contents.findLast((one) => one.bytes <= bytes)?.content;
    const store = await openTestStore(folder());
    assert.deepEqual(readContent(store, id), expected, told);
    assert.deepEqual(
      store.takeNotices().map(({ code }) => code),
      ['JOURNAL_TAIL_KEPT'],
      told,
    );
    // The second builds on what is gone, so it is kept and not applied.
    const kept = fs.readdirSync(home).filter((name) => name.startsWith('journal.2.tail-'));
    assert.equal(kept.length, 1, told);
    assert.ok(fs.readFileSync(path.join(home, kept[0] ?? '')).equals(second), told);
    store.put(id, 'later', Buffer.from('later'), 9);
    const again = await openTestStore(folder());
    const found = new Map(readContent(again, id));
    assert.equal(found.get('later')?.value, 'later');
    found.delete('later');
    assert.deepEqual(found, expected, told);
    assert.deepEqual(again.takeNotices(), []);
    await abandon(id, store, again);
  }

  it('keeps the second aside where the first is cut, at the end of a change too', async () => {
    const before = await prepare();
    const [start] = before.contents;
    for (let bytes = start?.bytes ?? 0; bytes < before.first.byteLength; bytes += 1) {
      lay(before, before.first.subarray(0, bytes), before.second);
      await look(before, bytes, `cut at ${bytes}`);
    }
  });

  it('keeps the second aside where any byte of the first is flipped', async () => {
    const before = await prepare();
    const [start] = before.contents;
    for (let at = start?.bytes ?? 0; at < before.first.byteLength; at += 1) {
      const flipped = Buffer.from(before.first);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 0x24, at);
      lay(before, flipped, before.second);
      await look(before, at, `flipped at ${at}`);
    }
  });

  it('goes on where the second was torn in its first change', async () => {
    const before = await prepare();
    const { id, first, second } = before;
    const all = before.contents.at(-1)?.content;
    for (let bytes = 0; bytes < 60; bytes += 1) {
      lay(before, first, second.subarray(0, bytes));
      const store = await openTestStore(folder());
      assert.deepEqual(readContent(store, id), all, `torn at ${bytes}`);
      assert.equal(store.takeNotices().length, bytes === 0 ? 0 : 1);
      store.put(id, 'later', Buffer.from('later'), 9);
      const again = await openTestStore(folder());
      assert.equal(again.totals(id).records, (all?.size ?? 0) + 1);
      assert.deepEqual(again.takeNotices(), []);
      await abandon(id, store, again);
    }
  });

  it('tells where its first file is missing, and keeps the snapshot before it aside', async () => {
    const before = await prepare();
    const { id, home, data } = before;
    lay(before, before.first, before.second);
    fs.rmSync(path.join(home, 'journal.1'));
    const store = await openTestStore(folder());
    // Whose changes are lost nobody can say, so nothing from before them is taken for certain.
    assert.deepEqual([...readContent(store, id).keys()], ['second']);
    const [kept, missing] = store.takeNotices();
    assert.ok(fs.readFileSync(kept?.file ?? '').equals(data));
    assert.match(missing?.message ?? '', /changes before the journal begins are lost/);
    await store.close();
    const again = await openTestStore(folder());
    assert.equal(again.totals(id).records, 1);
    assert.deepEqual(again.takeNotices(), []);
  });
});
