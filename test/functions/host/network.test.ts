import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fixedRouting, type NodeRouting } from '../../../src/rpc/hostApi';
import { testSettings, useTestHost } from './useTestHost';

const files = {
  'edge-functions/node.js': `export const onRequestGet = ({ eo }) => new Response(eo.geo.cityName);`,
  'edge-functions/time.js': `
    export async function onRequestGet() {
      const date = new Date();
      const kinds = [date instanceof Date, date.constructor === Date, typeof Date(), new Date(0).getTime()];
      return Response.json ? new Response('') : new Response(JSON.stringify([Date.now(), date.getTime(), kinds]));
    }`,
  'edge-functions/sleep.js': `
    export async function onRequestGet() {
      const order = [];
      const sleep = (name, ms) => new Promise((done) => setTimeout(() => { order.push(name); done(); }, ms));
      await my_kv.put('asleep', 'yes');
      await Promise.all([sleep('minute', 60_000), sleep('second', 1_000)]);
      return new Response(order.join());
    }`,
};

describe('who serves, and at what time', () => {
  const test = useTestHost(files, () => 18_288);
  const configure = (settings: Partial<typeof testSettings>) =>
    test().host.api.configure({ ...testSettings, ...settings });
  const route = (policy: NodeRouting['policy'], more: Partial<NodeRouting> = {}) =>
    configure({ routing: { ...fixedRouting, policy, ...more } });
  const served = async (headers: Record<string, string> = {}) => {
    const response = await test().fetch('/node', { headers });
    await response.arrayBuffer();
    return response.headers.get('x-pages-kv-node');
  };
  const several = async (count: number, headers: Record<string, string> = {}) => {
    const nodes: (string | null)[] = [];
    for (let index = 0; index < count; index++) nodes.push(await served(headers));
    return nodes;
  };

  afterEach(async () => {
    await test().emulator.api.clearFaults();
    await test().emulator.api.resetClock();
    await configure({});
  });

  it('takes turns, goes near, stays, or draws lots; a named node comes first', async () => {
    await route('roundRobin');
    const turns = await several(4);
    assert.equal(new Set(turns).size, 3);
    assert.equal(turns[3], turns[0]);
    assert.equal(await served({ 'x-pages-kv-node': 'frankfurt' }), 'frankfurt');

    await route('nearest', { latitude: 48.86, longitude: 2.35 });
    assert.equal(await served(), 'frankfurt');
    await route('nearest', { latitude: 20, longitude: -155 });
    assert.equal(await served(), 'silicon-valley');

    await route('sticky');
    const clients = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6'];
    const nodes = new Set<string | null>();
    for (const client of clients) {
      const own = await several(2, { 'x-forwarded-for': `${client}, 127.0.0.1` });
      assert.equal(own[0], own[1]);
      nodes.add(own[0] ?? null);
    }
    assert.ok(nodes.size > 1);

    await route('random', { seed: 7 });
    const drawn = await several(6);
    await route('random', { seed: 8 });
    const others = await several(6);
    await route('random', { seed: 7 });
    assert.deepEqual(await several(6), drawn);
    assert.notDeepEqual(others, drawn);
    await route('fixed');
    await route('random', { seed: 7 });
    assert.deepEqual(await several(6), drawn);
    await configure({ routing: { ...fixedRouting, policy: 'random', seed: 7 }, timeoutMs: 2000 });
    assert.notDeepEqual(await several(6), drawn);
  });

  it('lets the next nearest serve for a node that is down, until none is up', async () => {
    const { api } = test().emulator;
    await api.setFault({ node: 'frankfurt', fault: 'down', on: true });
    const asked = { 'x-pages-kv-node': 'frankfurt' };
    assert.equal(await served(asked), 'silicon-valley');
    for (const node of ['singapore', 'silicon-valley']) {
      await api.setFault({ node, fault: 'down', on: true });
    }
    const { status, body } = await test().raw('/node');
    assert.equal(status, 503);
    assert.match(body, /Every edge node is down/);
    await api.clearFaults();
    assert.equal(await served(asked), 'frankfurt');
  });

  it('serves under a new name at once', async () => {
    const { api } = test().emulator;
    await api.renameEdgeNode({ node: 'frankfurt', newId: 'berlin' });
    assert.equal(await served({ 'x-pages-kv-node': 'berlin' }), 'berlin');
    const { status, body } = await test().raw('/node', { 'x-pages-kv-node': 'frankfurt' });
    assert.equal(status, 400);
    assert.match(body, /singapore, berlin/);
    await api.renameEdgeNode({ node: 'berlin', newId: 'frankfurt' });
  });

  it('gives functions real time, and simulated time where the setting says so', async () => {
    const { api } = test().emulator;
    await api.pauseClock();
    const { nowMs } = await api.advanceClock({ ms: 86_400_000 });
    const times = async () =>
      JSON.parse(await (await test().fetch('/time')).text()) as [number, number, unknown[]];
    assert.ok((await times())[0] < nowMs - 80_000_000);

    await configure({ simulatedTime: true });
    const kinds = [true, true, 'string', 0];
    assert.deepEqual(await times(), [nowMs, nowMs, kinds]);
    await api.advanceClock({ ms: 1 });
    assert.deepEqual(await times(), [nowMs + 1, nowMs + 1, kinds]);
  });

  it('lets timers wait for the clock, in the order of their times', async () => {
    const { api } = test().emulator;
    await configure({ simulatedTime: true, timeoutMs: 20_000 });
    await api.pauseClock();
    const slept = test().fetch('/sleep');
    const at = { account: 'test', namespace: 'main', key: 'asleep' };
    while (!(await api.getRecord(at))) await served();
    await api.advanceClock({ ms: 60_000 });
    assert.equal(await (await slept).text(), 'second,minute');
  });
});
