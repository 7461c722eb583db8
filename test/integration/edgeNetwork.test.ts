import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { call, newNamespace, projectFolder, type RunData } from './call';

describe('the edge network by command', () => {
  let at: { account: string; namespace: string };

  before(async () => {
    at = await newNamespace();
    await call('bindNamespace', { ...at, project: projectFolder().name, variable: 'my_kv' });
    await call('pauseClock');
  });

  after(async () => {
    await call('clearFaults');
    await call('resetClock');
    await call('stopFunctions');
    await call('unbindNamespace', { project: projectFolder().name, variable: 'my_kv' });
    const settings = vscode.workspace.getConfiguration('pagesKv');
    for (const name of ['edge.nodes', 'edge.defaultNode', 'edge.latency', 'edge.routing']) {
      await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
    }
  });

  const read = (node: string) => call<RunData>('runFunction', { path: '/read?key=price', node });
  const write = (body: string, node: string) =>
    call<RunData>('runFunction', { path: '/write?key=price', method: 'POST', body, node });

  it('adds, renames and removes nodes, and functions follow at once', async () => {
    const added = await call<{ city: string }>('addEdgeNode', { id: 'tokyo' });
    assert.equal(added.city, 'Tokyo');
    assert.equal((await write('one', 'tokyo')).node, 'tokyo');
    await call('renameEdgeNode', { node: 'tokyo', newId: 'kyoto' });
    const cached = await read('kyoto');
    assert.deepEqual([cached.body, cached.trace[0]?.source], ['one', 'cache']);
    await call('selectEdgeNode', { node: 'kyoto' });
    await call('removeEdgeNode', { node: 'kyoto' });
    const gone = await read('kyoto');
    assert.equal(gone.status, 400);
    assert.match(gone.body, /"kyoto".*singapore, frankfurt, silicon-valley/);
    const settings = vscode.workspace.getConfiguration('pagesKv');
    assert.equal(settings.get('edge.defaultNode'), 'singapore');
    await assert.rejects(call('addEdgeNode', { id: 'singapore' }), /"singapore" already/);
    await assert.rejects(call('removeEdgeNode', { node: 'mars' }), /"mars".*singapore/);
  });

  it('lets things go wrong, and right again', async () => {
    await write('stored', 'singapore');
    await call('setFault', { node: 'frankfurt', fault: 'cutOff' });
    const failed = await read('frankfurt');
    assert.equal(failed.status, 545);
    assert.match(failed.body, /frankfurt is cut off from the central store/);
    await assert.rejects(call('setFault', { fault: 'cutOff' }), /cannot be cut off/);
    assert.deepEqual(await call('clearFaults'), { cleared: 1 });
    assert.equal((await read('frankfurt')).body, 'stored');
  });

  it('jumps to when a node sees a version, and runs time faster', async () => {
    await write('first', 'singapore');
    await read('silicon-valley');
    await write('second', 'singapore');
    const request = { ...at, key: 'price', node: 'silicon-valley' };
    const { advancedMs } = await call<{ advancedMs: number }>('jumpClock', request);
    assert.ok(advancedMs > 0 && advancedMs <= 60_000);
    assert.equal((await read('silicon-valley')).body, 'second');
    assert.equal((await call<{ speed: number }>('setClockSpeed', { speed: 60 })).speed, 60);
    await call('setEdgeLatency', { latency: 'realistic' });
    assert.equal((await write('late', 'singapore')).status, 204);
    await call('setEdgeLatency', { latency: 'off' });
  });
});
