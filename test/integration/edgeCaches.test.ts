import assert from 'node:assert/strict';
import {
  call,
  newNamespace,
  projectFolder,
  type InspectionData,
  type RecordData,
  type RunData,
} from './call';

describe('edge nodes by command', () => {
  let at: { account: string; namespace: string };

  before(async () => {
    at = await newNamespace();
    await call('bindNamespace', { ...at, project: projectFolder().name, variable: 'my_kv' });
    await call('pauseClock');
  });

  after(async () => {
    await call('resetClock');
    await call('stopFunctions');
    await call('unbindNamespace', { project: projectFolder().name, variable: 'my_kv' });
  });

  const read = (key: string, node: string) =>
    call<RunData>('runFunction', { path: `/read?key=${key}`, node });
  const write = (key: string, body: string, node: string) =>
    call<RunData>('runFunction', { path: `/write?key=${key}`, method: 'POST', body, node });
  const nodesOf = async (key: string) =>
    (await call<InspectionData>('inspectKey', { ...at, key })).nodes;

  it('serves an update at once where it was made and 60 s later elsewhere', async () => {
    await write('price', 'old', 'singapore');
    assert.equal((await read('price', 'frankfurt')).body, 'old');
    await write('price', 'new', 'singapore');
    assert.equal((await read('price', 'singapore')).body, 'new');
    const stale = await read('price', 'frankfurt');
    assert.equal(stale.body, 'old');
    assert.equal(stale.trace[0]?.stale, true);

    await call('advanceClock', { ms: 59_999 });
    assert.equal((await read('price', 'frankfurt')).body, 'old');
    await call('advanceClock', { ms: 1 });
    const fresh = await read('price', 'frankfurt');
    assert.equal(fresh.body, 'new');
    assert.equal(fresh.trace[0]?.source, 'central');
  });

  it('shows what each node would answer', async () => {
    await write('shown', '1', 'singapore');
    await read('shown', 'frankfurt');
    await call('advanceClock', { ms: 10_000 });
    await write('shown', '2', 'singapore');
    const nodes = await nodesOf('shown');
    assert.deepEqual(
      nodes
        .map(({ node, stale, ageMs, expiresInMs }) => ({ node, stale, ageMs, expiresInMs }))
        .sort((a, b) => a.node.localeCompare(b.node)),
      [
        { node: 'frankfurt', stale: true, ageMs: 10_000, expiresInMs: 50_000 },
        { node: 'singapore', stale: false, ageMs: 0, expiresInMs: 60_000 },
      ],
    );
  });

  it('writes of the console reach the central store only', async () => {
    await write('console', 'by function', 'singapore');
    const put = await call<RecordData>('putRecord', { ...at, key: 'console', value: 'by hand' });
    assert.equal((await read('console', 'singapore')).body, 'by function');
    const inspection = await call<InspectionData>('inspectKey', { ...at, key: 'console' });
    assert.equal(inspection.central?.version, put.version);
    assert.equal(inspection.nodes[0]?.stale, true);
  });

  it('purges one node, or all', async () => {
    await write('purged', '1', 'singapore');
    await read('purged', 'frankfurt');
    await call('purgeEdgeCaches', { node: 'frankfurt' });
    assert.deepEqual(
      (await nodesOf('purged')).map(({ node }) => node),
      ['singapore'],
    );
    const { purged } = await call<{ purged: number }>('purgeEdgeCaches');
    assert.ok(purged >= 1);
    assert.deepEqual(await nodesOf('purged'), []);
  });

  it('stands still while paused, and goes on after a reset', async () => {
    const paused = await call<{ nowMs: number; paused: boolean }>('pauseClock');
    assert.equal(paused.paused, true);
    const moved = await call<{ nowMs: number }>('advanceClock', { ms: 5_000 });
    assert.equal(moved.nowMs, paused.nowMs + 5_000);
    const reset = await call<{ nowMs: number; paused: boolean }>('resetClock');
    assert.equal(reset.paused, false);
    assert.ok(Math.abs(reset.nowMs - Date.now()) < 5_000);
    await call('pauseClock');
  });
});
