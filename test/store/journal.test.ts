import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { useTempFolder } from '../support/tempFolder';

describe('a journal', () => {
  const folder = useTempFolder();
  const journalOf = (id: string): string => path.join(folder(), 'namespaces', id, 'journal');

  /** Writes some records and tells where each frame ends. */
  async function write(count: number): Promise<{ id: string; content: Buffer; ends: number[] }> {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    const ends = [fs.statSync(journalOf(id)).size];
    for (let number = 1; number <= count; number += 1) {
      store.put(id, `key${number}`, Buffer.alloc(7, number), number);
      ends.push(fs.statSync(journalOf(id)).size);
    }
    return { id, content: fs.readFileSync(journalOf(id)), ends };
  }

  function kept(id: string): readonly string[] {
    const names = fs.readdirSync(path.dirname(journalOf(id)));
    return names.filter((name) => name.startsWith('journal.tail-'));
  }

  it('cut anywhere in its last frames gives every whole one, and goes on', async () => {
    const { id, content, ends } = await write(3);
    for (let size = ends[1] ?? 0; size <= content.byteLength; size += 1) {
      for (const name of kept(id)) fs.rmSync(path.join(path.dirname(journalOf(id)), name));
      fs.writeFileSync(journalOf(id), content.subarray(0, size));
      const whole = ends.filter((end) => end <= size).length - 1;
      const store = await openTestStore(folder());
      const keys = store.list(id, { prefix: '', limit: 256, after: null }).keys;
      assert.deepEqual(keys, ['key1', 'key2', 'key3'].slice(0, whole), `cut at ${size}`);
      const isTorn = !ends.includes(size);
      assert.deepEqual(
        store.takeNotices().map(({ code }) => code),
        isTorn ? ['JOURNAL_TAIL_KEPT'] : [],
      );
      assert.equal(kept(id).length, isTorn ? 1 : 0);
      store.put(id, 'later', Buffer.from('x'), 9);
      const again = await openTestStore(folder());
      assert.equal(again.version(id, 'later'), whole + 1);
      assert.deepEqual(again.takeNotices(), []);
    }
  });

  it('with any flipped byte gives the frames before it and keeps the rest aside', async () => {
    const { id, content, ends } = await write(3);
    for (let at = ends[1] ?? 0; at < content.byteLength; at += 1) {
      for (const name of kept(id)) fs.rmSync(path.join(path.dirname(journalOf(id)), name));
      const flipped = Buffer.from(content);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 0x41, at);
      fs.writeFileSync(journalOf(id), flipped);
      const whole = ends.filter((end) => end <= at).length - 1;
      const store = await openTestStore(folder());
      const keys = store.list(id, { prefix: '', limit: 256, after: null }).keys;
      assert.deepEqual(keys, ['key1', 'key2', 'key3'].slice(0, whole), `flipped at ${at}`);
      const [notice] = store.takeNotices();
      assert.equal(notice?.code, 'JOURNAL_TAIL_KEPT');
      assert.ok(notice.message.includes(notice.file));
      assert.deepEqual(fs.readFileSync(notice.file), flipped.subarray(ends[whole]));
    }
  });

  it('older than its snapshot is not applied again', async () => {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    store.put(id, 'key', Buffer.from('value'), 1);
    store.delete(id, 'key', 2);
    store.put(id, 'other', Buffer.from('value'), 3);
    const before = fs.readFileSync(journalOf(id));
    await store.close();
    // As if the process had died between the snapshot and the new journal.
    fs.writeFileSync(journalOf(id), before);
    const again = await openTestStore(folder());
    assert.equal(again.version(id, 'other'), 3);
    assert.deepEqual(again.totals(id), { records: 1, bytes: 10 });
    assert.equal(again.put(id, 'key', Buffer.from(''), 4).version, 4);
    const third = await openTestStore(folder());
    assert.equal(third.version(id, 'key'), 4);
    assert.deepEqual(third.takeNotices(), []);
  });

  it('brings everything back where the first snapshot is missing', async () => {
    const { id } = await write(5);
    assert.equal(fs.existsSync(path.join(path.dirname(journalOf(id)), 'data.sqlite')), false);
    const store = await openTestStore(folder());
    assert.deepEqual(store.totals(id), { records: 5, bytes: 55 });
    assert.deepEqual(store.takeNotices(), []);
  });
});
