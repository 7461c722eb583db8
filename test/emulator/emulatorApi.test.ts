import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { KvError } from '../../src/kv/kvError';
import { parseKey, type KvKey } from '../../src/kv/kvKey';
import { profiles } from '../../src/kv/profile';
import { EmulatorError, type EmulatorErrorCode } from '../../src/rpc/emulatorError';
import { useEmulator } from '../support/useEmulator';

const at = { account: 'main', namespace: 'one' };
const project = { id: 'file:///shop', name: 'shop' };
const text = (value: Uint8Array | null | undefined): string | null =>
  value ? Buffer.from(value).toString() : null;
const keyOf = (key: string): KvKey => parseKey(key, profiles.observed);

async function refuses(promise: Promise<unknown>, code: EmulatorErrorCode): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof EmulatorError, String(error));
    assert.equal(error.code, code);
    return true;
  });
}

describe('the emulator over its socket', () => {
  const emulator = useEmulator();
  const api = (): ReturnType<typeof emulator.api> => emulator.api();

  async function prepare(): Promise<string> {
    await api().createAccount({ name: 'main' });
    return (await api().createNamespace({ account: 'main', name: 'one' })).id;
  }

  it('creates, renames, counts and deletes accounts and namespaces', async () => {
    const id = await prepare();
    await api().putRecord({ ...at, key: 'key', value: Buffer.from('value') });
    await refuses(api().createAccount({ name: 'main' }), 'ACCOUNT_EXISTS');
    await refuses(api().createAccount({ name: 'a\tb' }), 'ACCOUNT_NAME_INVALID');
    await refuses(api().createNamespace({ account: 'main', name: 'one' }), 'NAMESPACE_EXISTS');
    await refuses(api().createNamespace({ account: 'main', name: '/' }), 'NAMESPACE_NAME_INVALID');
    await refuses(api().createNamespace({ account: 'none', name: 'one' }), 'ACCOUNT_UNKNOWN');
    await refuses(api().getRecord({ ...at, namespace: 'two', key: 'key' }), 'NAMESPACE_UNKNOWN');
    await api().bindNamespace({ ...at, project, variable: 'my_kv' });
    await api().renameAccount({ name: 'main', newName: ' shop ' });
    await api().renameNamespace({ account: 'shop', name: 'one', newName: 'first' });
    await emulator.restart();
    assert.deepEqual(await api().listNamespaces({ account: 'shop' }), [
      { id, account: 'shop', name: 'first', records: 1, bytes: 8 },
    ]);
    const binding = { project, account: 'shop', namespace: 'first', namespaceId: id };
    assert.deepEqual(await api().listBindings({}), [{ ...binding, variable: 'my_kv' }]);
    const edge = await api().edgeGet({ namespaceId: id, node: 'singapore' }, 'key');
    assert.equal(text(edge.value), 'value');
    assert.deepEqual(await api().deleteNamespace({ account: 'shop', name: 'first' }), {
      deleted: true,
    });
    assert.deepEqual(await api().listBindings({}), []);
    assert.deepEqual(await api().listCachedEntries({ node: 'singapore' }), {
      entries: [],
      total: 0,
    });
    await assert.rejects(
      api().edgeGet({ namespaceId: id, node: 'singapore' }, 'key'),
      (error) => error instanceof KvError && error.code === 'NAMESPACE_GONE',
    );
    assert.deepEqual(fs.readdirSync(path.join(emulator.folder(), 'namespaces')), []);
    assert.deepEqual(await api().deleteAccount({ name: 'shop' }), { deleted: true });
    assert.deepEqual(await api().deleteAccount({ name: 'shop' }), { deleted: false });
    assert.deepEqual(await api().listAccounts(), []);
  });

  it('allows ten namespaces in an account', async () => {
    await api().createAccount({ name: 'main' });
    for (let number = 1; number <= 10; number += 1) {
      await api().createNamespace({ account: 'main', name: `n${number}` });
    }
    await refuses(api().createNamespace({ account: 'main', name: 'n11' }), 'NAMESPACE_LIMIT');
    assert.equal((await api().listAccounts())[0]?.namespaces, 10);
  });

  it('writes from the console past the edge nodes', async () => {
    const namespaceId = await prepare();
    const call = { namespaceId, node: 'singapore' };
    await api().edgePut(call, keyOf('key'), Buffer.from('old'));
    const info = await api().putRecord({ ...at, key: 'key', value: Buffer.from('new') });
    assert.equal(info.version, 2);
    assert.equal(text((await api().edgeGet(call, 'key')).value), 'old');
    assert.equal(text((await api().getRecord({ ...at, key: 'key' }))?.value), 'new');
    const { central, nodes } = await api().inspectKey({ ...at, key: 'key' });
    assert.equal(central?.version, 2);
    assert.deepEqual(
      nodes.map(({ node, version, stale, behind }) => ({ node, version, stale, behind })),
      [{ node: 'singapore', version: 1, stale: true, behind: 1 }],
    );
    const cached = await api().listCachedEntries({ node: 'singapore' });
    assert.equal(cached.entries[0]?.namespace, 'one');
    assert.equal(cached.entries[0].central, 2);
    const copy = await api().readCached({ ...at, key: 'key', node: 'singapore' });
    assert.deepEqual(copy, { version: 1, value: new Uint8Array(Buffer.from('old')) });
    assert.equal(await api().readCached({ ...at, key: 'key', node: 'frankfurt' }), null);
    await api().advanceClock({ ms: 60_000 });
    assert.equal(text((await api().edgeGet(call, 'key')).value), 'new');
    assert.deepEqual(await api().purgeEdgeCaches({}), { purged: 1 });
    assert.deepEqual(await api().deleteRecord({ ...at, key: 'key' }), { deleted: true });
    assert.deepEqual(await api().deleteRecord({ ...at, key: 'key' }), { deleted: false });
    const events = await api().consoleEvents({ after: 0 });
    assert.deepEqual(
      events.map((event) => [
        event.sequence,
        event.kind,
        'version' in event ? event.version : null,
      ]),
      [
        [1, 'put', 2],
        [2, 'clock', null],
        [3, 'purge', null],
        [4, 'delete', 3],
      ],
    );
    assert.ok(events[1]?.kind === 'clock' && events[1].toMs - events[1].atMs >= 60_000);
    assert.equal((await api().consoleEvents({ after: 3 })).length, 1);
  });

  it('counts how many writes of a key a copy has missed', async () => {
    const namespaceId = await prepare();
    const [here, there] = ['singapore', 'frankfurt'].map((node) => ({ namespaceId, node }));
    assert.ok(here && there);
    await api().edgePut(here, keyOf('key'), Buffer.from('1'));
    await api().edgePut(there, keyOf('other'), Buffer.from('1'));
    await api().edgePut(there, keyOf('key'), Buffer.from('2'));
    await api().putRecord({ ...at, key: 'key', value: Buffer.from('3') });
    const behind = async () =>
      (await api().inspectKey({ ...at, key: 'key' })).nodes.map((node) => node.behind);
    assert.deepEqual(await behind(), [2, 1]);
    await api().emptyNamespace({ ...at });
    // It came with all others, so that it is not counted; one write at least was missed.
    assert.deepEqual(await behind(), [2, 1]);
  });

  it('checks the version where one is given', async () => {
    await prepare();
    const put = (ifVersion?: number | null) =>
      api().putRecord({
        ...at,
        key: 'key',
        value: Buffer.from('x'),
        ...(ifVersion === undefined ? {} : { ifVersion }),
      });
    await refuses(put(1), 'VERSION_CHANGED');
    assert.equal((await put(null)).version, 1);
    await refuses(put(null), 'VERSION_CHANGED');
    assert.equal((await put(1)).version, 2);
    await refuses(put(1), 'VERSION_CHANGED');
    assert.equal((await put()).version, 3);
  });

  it('pages through records in byte order, whatever the keys', async () => {
    const id = await prepare();
    const keys = ['__proto__', 'a', 'a\0', 'a\0b', 'é', '\uffee', '😀'];
    for (const key of [...keys].reverse()) {
      await api().edgePut({ namespaceId: id, node: 'frankfurt' }, keyOf(key), Buffer.from(key));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await api().listRecords({ ...at, limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.keys.map(({ key }) => key));
      cursor = page.cursor ?? undefined;
      assert.equal(page.complete, cursor === undefined);
    } while (cursor !== undefined);
    assert.deepEqual(seen, keys);
    const below = await api().listRecords({ ...at, prefix: 'a\0' });
    assert.deepEqual(
      below.keys.map(({ key, size }) => [key, size]),
      [
        ['a\0', 2],
        ['a\0b', 3],
      ],
    );
  });

  it('binds and unbinds, and refuses names that cannot be variables', async () => {
    const namespaceId = await prepare();
    await api().createNamespace({ account: 'main', name: 'two' });
    const bind = (variable: string, namespace = 'one') =>
      api().bindNamespace({ account: 'main', namespace, project, variable });
    for (const variable of ['', '1a', 'a-b', 'class', 'await', 'fetch', 'context', '__proto__']) {
      await refuses(bind(variable), 'VARIABLE_INVALID');
    }
    const binding = await bind('DB');
    assert.deepEqual(binding, { project, ...at, namespaceId, variable: 'DB' });
    assert.deepEqual(await bind('DB'), binding);
    await refuses(bind('DB', 'two'), 'VARIABLE_TAKEN');
    assert.deepEqual(await api().listBindings({ projectId: 'other' }), []);
    assert.equal((await api().listBindings(at)).length, 1);
    const request = { projectId: project.id, variable: 'DB' };
    assert.deepEqual(await api().unbindNamespace(request), { removed: true });
    assert.deepEqual(await api().unbindNamespace(request), { removed: false });
  });

  it('refuses what is no request, and does nothing', async () => {
    await prepare();
    const calls: Promise<unknown>[] = [
      api().putRecord({ ...at, key: 'k', value: 'text' as unknown as Uint8Array }),
      api().listRecords({ ...at, limit: 1001 }),
      api().listRecords({ ...at, limit: 1.5 }),
      api().createAccount(undefined as unknown as { name: string }),
      api().configure({ profile: 'other' as 'observed', cacheMisses: false, fsync: 'everySecond' }),
    ];
    for (const call of calls) await refuses(call, 'REQUEST_INVALID');
    for (const ms of [-1, 0.5, NaN, Infinity]) {
      const refused = api().advanceClock({ ms });
      await assert.rejects(refused, (error) => error instanceof EmulatorError);
    }
    await refuses(api().purgeEdgeCaches({ node: 'moon' }), 'NODE_UNKNOWN');
    assert.deepEqual((await api().listRecords(at)).keys, []);
  });

  it('holds the profile against the console', async () => {
    await prepare();
    const empty = api().putRecord({ ...at, key: '', value: Buffer.from('') });
    await assert.rejects(empty, (e) => e instanceof KvError && e.code === 'KEY_EMPTY');
    const put = () => api().putRecord({ ...at, key: 'a:b', value: Buffer.from('x') });
    await assert.rejects(put(), (e) => e instanceof KvError && e.code === 'KEY_CHARACTERS');
    await api().configure({ profile: 'observed', cacheMisses: false, fsync: 'everySecond' });
    assert.equal((await put()).version, 1);
  });

  it('tells every client what changed, in batches', async () => {
    await prepare();
    await emulator.restart();
    const changes = emulator.nextChanges();
    for (const key of ['a', 'b', 'a']) {
      void api().putRecord({ ...at, key, value: Buffer.from('x') });
    }
    assert.deepEqual(await changes, [
      { kind: 'records', ...at, key: 'a' },
      { kind: 'records', ...at, key: 'b' },
    ]);
  });

  it('moves, stops and resets simulated time', async () => {
    const advanced = await api().advanceClock({ ms: 86_400_000 });
    assert.ok(advanced.offsetMs >= 86_400_000);
    assert.equal((await api().pauseClock()).paused, true);
    const { nowMs } = await api().clock();
    assert.equal((await api().clock()).nowMs, nowMs);
    const reset = await api().resetClock();
    assert.deepEqual([reset.paused, reset.offsetMs], [false, 0]);
  });

  it('speaks the language that it was started with', async () => {
    await assert.rejects(api().listNamespaces({ account: 'x' }), /没有账户“x”。/);
  });
});
