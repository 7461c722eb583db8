import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { defaultEdgeNodes } from '../../src/edge/edgeNode';
import { parseKey } from '../../src/kv/kvKey';
import { KvError } from '../../src/kv/kvError';
import { profiles } from '../../src/kv/profile';
import type { EmulatorSettings } from '../../src/rpc/emulatorData';
import { EmulatorError } from '../../src/rpc/emulatorError';
import { useEmulator } from '../support/useEmulator';

const settings: EmulatorSettings = {
  profile: 'documented',
  cacheMisses: false,
  fsync: 'everySecond',
};
const at = { account: 'shop', namespace: 'main' };
const key = parseKey('price', profiles.documented);
/** Nodes so near that a test need not wait, and one so far that its writes come last. */
const nodes = [
  ...defaultEdgeNodes.slice(0, 2).map((node) => ({ ...node, roundTripMs: 2 })),
  ...defaultEdgeNodes.slice(2).map((node) => ({ ...node, roundTripMs: 400 })),
];

describe('the network of an emulator', () => {
  const emulator = useEmulator();
  const api = () => emulator.api();
  let namespaceId = '';

  beforeEach(async () => {
    await api().createAccount({ name: 'shop' });
    ({ id: namespaceId } = await api().createNamespace({ account: 'shop', name: 'main' }));
  });

  const put = (node: string, text: string) =>
    api().edgePut({ namespaceId, node }, key, Buffer.from(text));
  const get = async (node: string) => {
    const { value, operation } = await api().edgeGet({ namespaceId, node }, 'price');
    return { text: value && Buffer.from(value).toString(), operation };
  };
  const fails = (code: string, text: RegExp) => (error: unknown) => {
    assert.ok(error instanceof KvError || error instanceof EmulatorError);
    assert.equal(error.code, code);
    assert.match(error.message, text);
    return true;
  };

  it('lets writes race: the one that arrives last wins, whatever caches say meanwhile', async () => {
    await api().configure({ ...settings, nodes, latency: 'realistic' });
    const far = put('silicon-valley', 'far');
    const own = await get('silicon-valley');
    assert.deepEqual([own.text, own.operation.pending], ['far', true]);
    await put('singapore', 'near');
    const { operation } = await far;
    assert.equal(operation.version, 2);
    const last = await api().getRecord({ ...at, key: 'price' });
    assert.equal(last && Buffer.from(last.value).toString(), 'far');
    assert.equal((await get('singapore')).operation.stale, true);
  });

  it('waits in real time, less where time runs faster, and also while it is paused', async () => {
    await api().configure({ ...settings, nodes, latency: 'realistic' });
    const timed = async () => {
      const beganMs = performance.now();
      await put('silicon-valley', 'x');
      return performance.now() - beganMs;
    };
    await api().pauseClock();
    assert.ok((await timed()) >= 395);
    await api().runClock({ speed: 1000 });
    assert.ok((await timed()) < 395);
  });

  it('names node, key and fault, and goes on when the fault ends', async () => {
    await put('frankfurt', 'old');
    const { faults } = await api().setFault({ node: 'frankfurt', fault: 'cutOff', on: true });
    assert.deepEqual(faults, [{ node: 'frankfurt', fault: 'cutOff' }]);
    assert.equal((await get('frankfurt')).text, 'old');
    await assert.rejects(put('frankfurt', 'new'), fails('NODE_CUT_OFF', /frankfurt.*"price"/));
    await api().setFault({ node: 'singapore', fault: 'down', on: true });
    await assert.rejects(get('singapore'), fails('NODE_DOWN', /singapore is down: "price"/));
    await api().setFault({ fault: 'down', on: true });
    await assert.rejects(get('silicon-valley'), fails('CENTRE_DOWN', /central store is down/));
    assert.deepEqual(await api().clearFaults(), { cleared: 3 });
    assert.equal((await get('silicon-valley')).text, 'old');
    const missing = api().setFault({ node: 'mars', fault: 'slow', on: true });
    await assert.rejects(missing, fails('NODE_UNKNOWN', /"mars"/));
    const wrong = api().setFault({ fault: 'cutOff', on: true });
    await assert.rejects(wrong, fails('FAULT_INVALID', /cannot be cut off/));
  });

  it('stores a write that its caller sees fail', async () => {
    await api().setFault({ fault: 'errorAfterCommit', on: true });
    await assert.rejects(put('singapore', 'kept'), fails('ERROR_AFTER_COMMIT', /"price"/));
    assert.equal((await get('frankfurt')).text, 'kept');
  });

  it('keeps caches and faults of a node that is renamed, and names those that exist', async () => {
    const place = { projectId: 'p', node: 'frankfurt', cache: 'default', url: 'http://x/' };
    const response = { status: 200, statusText: '', headers: [], body: null };
    await api().putResponse({ ...place, response, lifetimeMs: null });
    await put('frankfurt', 'here');
    await api().setFault({ node: 'frankfurt', fault: 'slow', on: true });
    const told = emulator.nextChanges();
    await api().renameEdgeNode({ node: 'frankfurt', newId: 'berlin' });
    assert.ok((await told).some(({ kind }) => kind === 'network' || kind === 'caches'));
    assert.equal((await get('berlin')).operation.source, 'cache');
    assert.equal((await api().matchResponse({ ...place, node: 'berlin' })).kind, 'fresh');
    const { faults, nodes: now } = await api().edgeNetwork();
    assert.deepEqual(faults, [{ node: 'berlin', fault: 'slow' }]);
    assert.equal(now[1]?.id, 'berlin');
    await assert.rejects(get('frankfurt'), fails('NODE_UNKNOWN', /singapore, berlin, silicon/));
    const taken = api().renameEdgeNode({ node: 'berlin', newId: 'singapore' });
    await assert.rejects(taken, fails('NODE_EXISTS', /"singapore"/));
    const wrong = api().renameEdgeNode({ node: 'berlin', newId: 'Berlin!' });
    await assert.rejects(wrong, fails('NODE_ID_INVALID', /"Berlin!"/));
  });

  it('forgets a node that is removed, with what is under way to it', async () => {
    await api().configure({ ...settings, nodes, latency: 'realistic' });
    const underWay = assert.rejects(get('silicon-valley'), fails('NODE_UNKNOWN', /singapore/));
    await api().configure({ ...settings, nodes: nodes.slice(0, 2) });
    await underWay;
    assert.equal((await api().edgeNetwork()).nodes.length, 2);
  });

  it('jumps to when a node sees a version, and no further', async () => {
    await api().pauseClock();
    const { nowMs } = await api().clock();
    await put('singapore', 'one');
    await get('frankfurt');
    await api().advanceClock({ ms: 10_000 });
    await put('singapore', 'two');
    const jump = (version?: number) =>
      api().jumpClock({
        ...{ ...at, key: 'price', node: 'frankfurt' },
        ...(version === undefined ? {} : { version }),
      });
    assert.equal((await jump(1)).advancedMs, 0);
    const jumped = await jump();
    assert.deepEqual([jumped.advancedMs, jumped.nowMs], [50_000, nowMs + 60_000]);
    assert.equal((await get('frankfurt')).text, 'two');
    await assert.rejects(jump(3), fails('VERSION_UNKNOWN', /version 3 .*"price".* is 2/));
  });

  it('runs time faster, from where it was paused', async () => {
    const paused = await api().pauseClock();
    const running = await api().runClock({ speed: 10_000 });
    assert.deepEqual([running.paused, running.speed], [false, 10_000]);
    await put('singapore', 'x');
    assert.ok((await api().clock()).nowMs > paused.nowMs);
    await assert.rejects(api().runClock({ speed: 0.5 }), fails('CLOCK_INVALID', /0\.5/));
    assert.equal((await api().resetClock()).speed, 1);
  });
});
