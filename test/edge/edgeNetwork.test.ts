import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { CentralStore } from '../../src/edge/centralStore';
import { createSimulatedClock, type SimulatedClock } from '../../src/edge/clock';
import { createEdgeNetwork, type EdgeNetwork } from '../../src/edge/edgeNetwork';
import { defaultEdgeNodes } from '../../src/edge/edgeNode';
import { KvError } from '../../src/kv/kvError';
import { parseKey } from '../../src/kv/kvKey';
import { profiles } from '../../src/kv/profile';
import { createMemoryCentralStore } from '../support/memoryCentralStore';

const id = 'namespace';
const everything = { prefix: '', limit: 256, after: null };
const toKey = (text: string) => parseKey(text, profiles.observed);

describe('The edge network', () => {
  let realMs: number;
  let clock: SimulatedClock;
  let central: CentralStore;
  let network: EdgeNetwork;

  function create(options: { cacheMisses?: boolean; accountBytesMax?: number } = {}): void {
    realMs = 1_000_000;
    clock = createSimulatedClock(() => realMs);
    central = createMemoryCentralStore(options.accountBytesMax);
    network = createEdgeNetwork({
      nodes: defaultEdgeNodes,
      central,
      clock,
      policy: { cacheMisses: options.cacheMisses ?? false },
    });
  }

  beforeEach(() => {
    create();
  });

  function put(node: string, key: string, text: string) {
    return network.put(node, id, toKey(key), Buffer.from(text)).operation;
  }

  function get(node: string, key: string): string | null {
    const { value } = network.get(node, id, key);
    return value && Buffer.from(value).toString();
  }

  function consolePut(key: string, text: string): void {
    central.put(id, toKey(key), Buffer.from(text), clock.now());
  }

  it('reads at the centre first and from the cache for 60 s', () => {
    consolePut('a', 'one');
    const { value, operation } = network.get('singapore', id, 'a');
    assert.equal(String(value && Buffer.from(value)), 'one');
    const expected = { op: 'get', key: 'a', node: 'singapore', version: 1, bytes: 3 };
    const atCentre = { source: 'central', stale: false, ageMs: 0, atMs: realMs };
    assert.deepEqual(operation, { ...expected, ...atCentre, replacedVersion: null });

    consolePut('a', 'two');
    clock.advance(59_999);
    assert.deepEqual(network.get('singapore', id, 'a').operation, {
      ...expected,
      source: 'cache',
      replacedVersion: null,
      stale: true,
      ageMs: 59_999,
      atMs: realMs + 59_999,
    });
    assert.equal(get('singapore', 'a'), 'one');
    clock.advance(1);
    assert.equal(get('singapore', 'a'), 'two');
    assert.equal(network.get('singapore', id, 'a').operation.ageMs, 0);
  });

  it('shows a write at once where it was made, and elsewhere within 60 s', () => {
    put('singapore', 'a', 'one');
    assert.equal(get('frankfurt', 'a'), 'one');
    const operation = put('singapore', 'a', 'two!');
    assert.deepEqual(operation, {
      op: 'put',
      key: 'a',
      node: 'singapore',
      source: 'central',
      version: 2,
      replacedVersion: 1,
      stale: false,
      ageMs: 0,
      atMs: realMs,
      bytes: 4,
    });
    assert.equal(get('singapore', 'a'), 'two!');
    assert.equal(network.get('singapore', id, 'a').operation.source, 'cache');
    assert.equal(get('frankfurt', 'a'), 'one');
    assert.equal(get('silicon-valley', 'a'), 'two!');
    clock.advance(60_000);
    assert.equal(get('frankfurt', 'a'), 'two!');
  });

  it('shows a deletion at once where it was made, and elsewhere within 60 s', () => {
    put('singapore', 'a', 'one');
    get('frankfurt', 'a');
    assert.deepEqual(network.delete('singapore', id, 'a').operation, {
      op: 'delete',
      key: 'a',
      node: 'singapore',
      source: 'central',
      version: 2,
      replacedVersion: 1,
      stale: false,
      ageMs: 0,
      atMs: realMs,
      bytes: 0,
    });
    assert.equal(get('singapore', 'a'), null);
    assert.equal(get('frankfurt', 'a'), 'one');
    assert.equal(network.get('frankfurt', id, 'a').operation.stale, true);
    clock.advance(60_000);
    assert.equal(get('frankfurt', 'a'), null);
  });

  it('deletes what only another node has cached, and what is missing', () => {
    put('singapore', 'a', 'one');
    network.delete('frankfurt', id, 'a');
    assert.equal(get('singapore', 'a'), 'one');
    assert.equal(network.delete('frankfurt', id, 'a').operation.version, null);
  });

  it('does not cache misses by default', () => {
    assert.deepEqual(network.get('singapore', id, 'a').operation, {
      op: 'get',
      key: 'a',
      node: 'singapore',
      source: 'central',
      version: null,
      replacedVersion: null,
      stale: false,
      ageMs: 0,
      atMs: realMs,
      bytes: 0,
    });
    consolePut('a', 'one');
    assert.equal(get('singapore', 'a'), 'one');
  });

  it('caches misses and deletions where the policy says so', () => {
    create({ cacheMisses: true });
    assert.equal(get('singapore', 'a'), null);
    assert.equal(network.get('singapore', id, 'a').operation.stale, false);
    consolePut('a', 'one');
    const { value, operation } = network.get('singapore', id, 'a');
    assert.equal(value, null);
    assert.deepEqual([operation.source, operation.stale], ['cache', true]);
    network.delete('frankfurt', id, 'a');
    consolePut('a', 'two');
    assert.equal(get('frankfurt', 'a'), null);
    clock.advance(60_000);
    assert.equal(get('singapore', 'a'), 'two');
    assert.equal(get('frankfurt', 'a'), 'two');
  });

  it('follows a change of the policy at once', () => {
    create({ cacheMisses: true });
    get('singapore', 'a');
    consolePut('a', 'one');
    network.setPolicy({ cacheMisses: false });
    assert.equal(get('singapore', 'a'), 'one');
    network.setPolicy({ cacheMisses: true });
    get('singapore', 'b');
    consolePut('b', 'one');
    assert.equal(get('singapore', 'b'), null);
  });

  it('caches an empty value', () => {
    put('singapore', 'a', '');
    consolePut('a', 'one');
    assert.equal(get('singapore', 'a'), '');
  });

  it('keeps a copy of what was put', () => {
    const value = Buffer.from('before');
    network.put('singapore', id, toKey('a'), value);
    value.fill(0);
    assert.equal(get('singapore', 'a'), 'before');
    assert.equal(get('frankfurt', 'a'), 'before');
  });

  it('changes no cache where the central store refuses a write', () => {
    create({ accountBytesMax: 10 });
    put('singapore', 'a', 'one');
    assert.throws(() => put('singapore', 'a', 'a value too large'), { code: 'ACCOUNT_FULL' });
    assert.equal(get('singapore', 'a'), 'one');
    assert.throws(() => put('frankfurt', 'b', 'a value too large'), { code: 'ACCOUNT_FULL' });
    assert.equal(get('frankfurt', 'b'), null);
    assert.deepEqual(network.inspect(id, 'b'), []);
  });

  it('lists what the centre holds, whatever is cached', () => {
    put('singapore', 'b', '');
    put('frankfurt', 'a', '');
    get('silicon-valley', 'b');
    central.delete(id, 'b', 0);
    const { page, operation } = network.list('silicon-valley', id, everything);
    assert.deepEqual(page, { keys: ['a'], complete: true });
    assert.deepEqual(operation, {
      op: 'list',
      key: '',
      node: 'silicon-valley',
      source: 'central',
      version: null,
      replacedVersion: null,
      stale: false,
      ageMs: 0,
      atMs: realMs,
      bytes: 0,
    });
    assert.equal(network.list('singapore', id, { ...everything, prefix: 'x' }).operation.key, 'x');
  });

  it('names a node that does not exist, and those that do', () => {
    const expected = new KvError(
      'NODE_UNKNOWN',
      'There is no edge node "tokyo"; there are: singapore, frankfurt, silicon-valley',
    );
    for (const call of [
      () => network.get('tokyo', id, 'a'),
      () => network.put('tokyo', id, toKey('a'), Buffer.from('')),
      () => network.delete('tokyo', id, 'a'),
      () => network.list('tokyo', id, everything),
      () => network.entries('tokyo'),
      () => network.purge('tokyo'),
    ]) {
      assert.throws(call, expected);
    }
    assert.throws(() => network.get('__proto__', id, 'a'), KvError);
    assert.deepEqual(network.list('singapore', id, everything).page.keys, []);
  });

  it('does not let entries live longer when time is set back', () => {
    clock.advance(3_600_000);
    put('singapore', 'a', 'one');
    clock.reset();
    consolePut('a', 'two');
    assert.deepEqual(network.inspect(id, 'a'), []);
    assert.equal(get('singapore', 'a'), 'two');
    consolePut('a', 'three');
    realMs += 59_999;
    assert.equal(get('singapore', 'a'), 'two', 'caching works again');
    realMs += 1;
    assert.equal(get('singapore', 'a'), 'three');
  });

  it('does not expire anything while time is paused', () => {
    put('singapore', 'a', 'one');
    clock.pause();
    consolePut('a', 'two');
    realMs += 1_000_000;
    assert.equal(get('singapore', 'a'), 'one');
  });

  it('inspects a key without touching it', () => {
    put('singapore', 'a', 'one');
    clock.advance(10_000);
    get('frankfurt', 'a');
    consolePut('a', 'two');
    clock.advance(5_000);
    assert.deepEqual(network.inspect(id, 'a'), [
      { node: 'singapore', version: 1, ageMs: 15_000, expiresInMs: 45_000, stale: true },
      { node: 'frankfurt', version: 1, ageMs: 5_000, expiresInMs: 55_000, stale: true },
    ]);
    get('silicon-valley', 'a');
    assert.deepEqual(network.inspect(id, 'a').at(-1), {
      node: 'silicon-valley',
      version: 2,
      ageMs: 0,
      expiresInMs: 60_000,
      stale: false,
    });
    clock.advance(60_000);
    assert.deepEqual(network.inspect(id, 'a'), []);
  });

  it('calls a cached value stale where the record is deleted, a new one included', () => {
    put('singapore', 'a', 'one');
    central.delete(id, 'a', 0);
    assert.equal(network.inspect(id, 'a')[0]?.stale, true);
    consolePut('a', 'one');
    assert.equal(network.inspect(id, 'a')[0]?.stale, true);
  });

  it('lists the unexpired entries of a node, page by page', () => {
    put('singapore', 'expired', 'x');
    clock.advance(60_000);
    for (const key of ['b', '😀', '\uffff', 'a']) put('singapore', key, key);
    network.put('singapore', 'another', toKey('z'), Buffer.from('zz'));
    put('frankfurt', 'elsewhere', '');
    clock.advance(1_000);
    const { entries, total } = network.entries('singapore');
    assert.equal(total, 5);
    assert.deepEqual(
      entries.map(({ namespaceId, key, bytes }) => [namespaceId, key, bytes]),
      [
        ['another', 'z', 2],
        [id, 'a', 1],
        [id, 'b', 1],
        [id, '\uffff', 3],
        [id, '😀', 4],
      ],
    );
    assert.deepEqual(entries[1], {
      node: 'singapore',
      namespaceId: id,
      key: 'a',
      version: 5,
      ageMs: 1_000,
      expiresInMs: 59_000,
      stale: false,
      bytes: 1,
    });
    const page = network.entries('singapore', { limit: 2, offset: 2 });
    assert.deepEqual([page.entries.map(({ key }) => key), page.total], [['b', '\uffff'], 5]);
    assert.deepEqual(network.entries('singapore', { offset: 5 }).entries, []);
  });

  it('returns at most 1,000 entries at a time', () => {
    for (let index = 0; index < 1_001; index += 1) get('singapore', `missing_${index}`);
    assert.equal(network.entries('singapore').total, 0);
    network.setPolicy({ cacheMisses: true });
    for (let index = 0; index < 1_001; index += 1) get('singapore', `missing_${index}`);
    const { entries, total } = network.entries('singapore', { limit: 5_000 });
    assert.deepEqual([entries.length, total], [1_000, 1_001]);
  });

  it('tells how full each node is', () => {
    put('singapore', 'a', 'four');
    put('singapore', 'b', '');
    get('frankfurt', 'a');
    assert.deepEqual(
      network.usage().map(({ node, entries, bytes }) => [node.id, entries, bytes]),
      [
        ['singapore', 2, 4],
        ['frankfurt', 1, 4],
        ['silicon-valley', 0, 0],
      ],
    );
    clock.advance(60_000);
    assert.deepEqual(
      network.usage().map(({ entries }) => entries),
      [0, 0, 0],
    );
  });

  it('purges one node or all, and counts what could have been served', () => {
    put('singapore', 'expired', '');
    clock.advance(60_000);
    put('singapore', 'a', 'one');
    put('singapore', 'b', 'one');
    put('frankfurt', 'a', 'one');
    consolePut('a', 'two');
    assert.equal(network.purge('singapore'), 2);
    assert.equal(get('singapore', 'a'), 'two');
    assert.equal(get('frankfurt', 'a'), 'one');
    assert.equal(network.purge(), 2);
    assert.equal(get('frankfurt', 'a'), 'two');
    assert.equal(network.purge('silicon-valley'), 0);
  });

  it('forgets a namespace that was deleted, and only that one', () => {
    put('singapore', 'a', 'one');
    put('frankfurt', 'a', 'one');
    network.put('singapore', 'another', toKey('a'), Buffer.from('mine'));
    network.drop(id);
    assert.deepEqual(network.inspect(id, 'a'), []);
    assert.equal(network.inspect('another', 'a').length, 1);
  });

  it('keeps namespaces apart', () => {
    put('singapore', 'a', 'one');
    assert.equal(network.get('singapore', 'another', 'a').value, null);
  });

  it('bounds each cache', () => {
    network = createEdgeNetwork({
      nodes: defaultEdgeNodes,
      central,
      clock,
      policy: { cacheMisses: false },
      cacheBytesMax: 10_000,
    });
    for (let index = 0; index < 100; index += 1) put('singapore', `key_${index}`, 'x'.repeat(500));
    const { entries, bytes } = network.usage()[0] ?? assert.fail();
    assert.ok(entries > 5 && entries < 20 && bytes <= 10_000, `${entries} entries`);
    assert.equal(get('singapore', 'key_0'), 'x'.repeat(500));
  });
});
