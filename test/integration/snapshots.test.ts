import assert from 'node:assert/strict';
import { call, newNamespace, type RecordData } from './call';

interface Snapshot {
  readonly id: string;
  readonly name: string;
  readonly takenAt: string;
  readonly records: number;
  readonly bytes: number;
  readonly automatic: boolean;
}

interface Comparison {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly differences: readonly object[];
}

interface Usage {
  readonly account: string;
  readonly usedBytes: number;
  readonly limitBytes: number;
  readonly namespaces: readonly object[];
}

describe('snapshots by command', () => {
  it('takes, lists, compares, restores, undoes and deletes', async () => {
    const at = await newNamespace();
    const put = (key: string, value: string) => call('putRecord', { ...at, key, value });
    const read = async (key: string) =>
      (await call<RecordData | null>('getRecord', { ...at, key }))?.value;
    await put('kept', 'same');
    await put('changed', 'old');
    await put('removed', 'gone');
    const taken = await call<Snapshot>('takeSnapshot', { ...at, name: 'before' });
    assert.equal(taken.records, 3);
    assert.equal(taken.bytes, 'keptsamechangedoldremovedgone'.length);
    assert.equal(taken.takenAt, new Date(taken.takenAt).toISOString());
    assert.deepEqual(await call('listSnapshots', at), [taken]);

    await put('changed', 'new');
    await call('deleteRecord', { ...at, key: 'removed' });
    await call('putRecord', { ...at, key: 'added', value: 'AP8=', encoding: 'base64' });
    const comparison = await call<Comparison>('compareSnapshot', { ...at, snapshot: 'before' });
    assert.deepEqual(comparison, {
      added: 1,
      changed: 1,
      removed: 1,
      differences: [
        { key: 'added', change: 'added', after: { size: 2, start: 'AP8=', encoding: 'base64' } },
        {
          key: 'changed',
          change: 'changed',
          before: { size: 3, start: 'old', encoding: 'utf8' },
          after: { size: 3, start: 'new', encoding: 'utf8' },
        },
        { key: 'removed', change: 'removed', before: { size: 4, start: 'gone', encoding: 'utf8' } },
      ],
    });
    const cut = await call<Comparison>('compareSnapshot', { ...at, snapshot: taken.id, limit: 1 });
    assert.deepEqual([cut.added, cut.changed, cut.removed, cut.differences.length], [1, 1, 1, 1]);

    const { undo } = await call<{ undo: Snapshot }>('restoreSnapshot', {
      ...at,
      snapshot: 'before',
    });
    assert.deepEqual(
      [await read('changed'), await read('removed'), await read('added')],
      ['old', 'gone', undefined],
    );
    await call('restoreSnapshot', { ...at, snapshot: undo.id });
    assert.deepEqual([await read('changed'), await read('removed')], ['new', undefined]);

    assert.deepEqual(await call('deleteSnapshot', { ...at, snapshot: 'before' }), {
      deleted: true,
    });
    await assert.rejects(call('deleteSnapshot', { ...at, snapshot: 'before' }), /"before"/);
  });

  it('empties a namespace and brings its records back', async () => {
    const at = await newNamespace();
    for (const key of ['a', 'b']) await call('putRecord', { ...at, key, value: key });
    const { deleted, undo } = await call<{ deleted: number; undo: Snapshot }>('emptyNamespace', at);
    assert.equal(deleted, 2);
    assert.equal(undo.automatic, true);
    assert.deepEqual((await call<{ keys: unknown[] }>('listRecords', at)).keys, []);
    await call('restoreSnapshot', { ...at, snapshot: undo.name });
    assert.equal((await call<{ keys: unknown[] }>('listRecords', at)).keys.length, 2);
  });

  it('refuses a name that is taken, and a name that several have', async () => {
    const at = await newNamespace();
    await call('takeSnapshot', { ...at, name: 'once' });
    await assert.rejects(call('takeSnapshot', { ...at, name: 'once' }), /"once"/);
    const { undo } = await call<{ undo: Snapshot }>('emptyNamespace', at);
    await call('emptyNamespace', at);
    await assert.rejects(call('restoreSnapshot', { ...at, snapshot: undo.name }), /several/);
  });
});

describe('usage by command', () => {
  it('says what fills an account', async () => {
    const { account, namespace } = await newNamespace();
    const at = { account, namespace };
    for (const [key, size] of Object.entries({ a: 1, b: 30, c: 2, d: 4, e: 5, f: 6 })) {
      await call('putRecord', { ...at, key, value: 'x'.repeat(size) });
    }
    const last = await call<RecordData>('getRecord', { ...at, key: 'f' });
    const usage = (await call<Usage[]>('showUsage')).find((one) => one.account === account);
    assert.deepEqual(usage, {
      account,
      usedBytes: 54,
      limitBytes: 1024 ** 3,
      namespaces: [
        {
          namespace,
          records: 6,
          bytes: 54,
          lastWriteAt: last.updatedAt,
          largest: [
            { key: 'b', size: 30 },
            { key: 'f', size: 6 },
            { key: 'e', size: 5 },
            { key: 'd', size: 4 },
            { key: 'c', size: 2 },
          ],
        },
      ],
    });
  });
});
