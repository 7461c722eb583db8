import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { createSimulatedClock, type SimulatedClock } from '../../src/edge/clock';
import { defaultEdgeNodes } from '../../src/edge/edgeNode';
import {
  createResponseCaches,
  type CachedResponse,
  type ResponseCaches,
  type ResponsePlace,
} from '../../src/edge/responseCaches';
import { KvError } from '../../src/kv/kvError';

const place: ResponsePlace = {
  projectId: 'file:///project',
  node: 'singapore',
  cache: 'default',
  url: 'http://a.test/',
};

const ofSize = (bytes: number): CachedResponse => ({
  status: 200,
  statusText: 'OK',
  headers: [['x-size', String(bytes)]],
  body: new Uint8Array(bytes),
});

describe('Response caches', () => {
  let realMs: number;
  let clock: SimulatedClock;
  let caches: ResponseCaches;

  function create(bytesMax?: number): void {
    realMs = 1_000_000;
    clock = createSimulatedClock(() => realMs);
    const bound = bytesMax === undefined ? {} : { bytesMax };
    caches = createResponseCaches({ nodes: defaultEdgeNodes, clock, ...bound });
  }

  const at = (changed: Partial<ResponsePlace>): ResponsePlace => ({ ...place, ...changed });
  const kindAt = (changed: Partial<ResponsePlace> = {}): string => caches.match(at(changed)).kind;

  beforeEach(() => {
    create();
  });

  it('serves a response for its lifetime, and not a millisecond longer', () => {
    const response = ofSize(3);
    caches.put(place, response, 10_000);
    assert.deepEqual(caches.match(place), { kind: 'fresh', response });
    clock.advance(9_999);
    assert.deepEqual(caches.match(place), { kind: 'fresh', response });
    clock.advance(1);
    assert.deepEqual(caches.match(place), { kind: 'expired' });
    realMs += 1_000_000_000;
    assert.deepEqual(caches.match(place), { kind: 'expired' });
    caches.put(place, response, 1);
    assert.equal(kindAt(), 'fresh');
  });

  it('keeps one without a lifetime, and expires one of no time at once', () => {
    caches.put(place, ofSize(1), null);
    clock.advance(1_000_000_000_000);
    assert.equal(kindAt(), 'fresh');
    caches.put(place, ofSize(1), 0);
    assert.equal(kindAt(), 'expired');
  });

  it('serves nothing of the future', () => {
    clock.advance(60_000);
    caches.put(place, ofSize(1), 1_000_000);
    clock.reset();
    assert.deepEqual(caches.match(place), { kind: 'missing' });
    assert.equal(caches.purge(), 0);
  });

  it('keeps nodes, projects, caches and addresses apart', () => {
    const others: readonly Partial<ResponsePlace>[] = [
      { node: 'frankfurt' },
      { projectId: 'file:///other' },
      { cache: 'other' },
      { cache: '__proto__' },
      { cache: 'default\0http://a.test/' },
      { url: 'http://a.test/?' },
    ];
    caches.put(place, ofSize(1), null);
    for (const other of others) {
      assert.equal(kindAt(other), 'missing', JSON.stringify(other));
      caches.put(at(other), ofSize(2), null);
    }
    assert.equal(caches.match(place).kind, 'fresh');
    assert.equal(caches.delete(place), true);
    assert.equal(caches.delete(place), false);
    for (const other of others) assert.equal(kindAt(other), 'fresh', JSON.stringify(other));
  });

  it('empties one node or all, and counts what could still be served', () => {
    for (const node of ['singapore', 'frankfurt']) {
      caches.put(at({ node }), ofSize(1), null);
      caches.put(at({ node, url: 'http://b.test/' }), ofSize(1), 1_000);
    }
    clock.advance(1_000);
    assert.equal(caches.purge('frankfurt'), 1);
    assert.equal(kindAt({ node: 'frankfurt' }), 'missing');
    // Not "expired": a purged cache remembers nothing.
    assert.equal(kindAt({ node: 'frankfurt', url: 'http://b.test/' }), 'missing');
    assert.equal(kindAt({ url: 'http://b.test/' }), 'expired');
    assert.equal(caches.purge(), 1);
    assert.equal(caches.purge(), 0);
  });

  it('pushes out what was not matched for longest, on its own node alone', () => {
    create(10_000);
    const url = (name: string): Partial<ResponsePlace> => ({ url: `http://${name}.test/` });
    caches.put(at({ node: 'frankfurt', ...url('a') }), ofSize(2_000), null);
    for (const name of ['a', 'b', 'c']) caches.put(at(url(name)), ofSize(2_000), null);
    assert.equal(kindAt(url('a')), 'fresh');
    caches.put(at({ projectId: 'file:///other', ...url('d') }), ofSize(2_000), null);
    assert.deepEqual(
      ['a', 'b', 'c'].map((name) => kindAt(url(name))),
      ['fresh', 'missing', 'fresh'],
    );
    assert.equal(kindAt({ node: 'frankfurt', ...url('a') }), 'fresh');
  });

  it('keeps neither a response that is too large nor the one it would have replaced', () => {
    create(10_000);
    caches.put(place, ofSize(1), null);
    caches.put(place, ofSize(10_000), null);
    assert.equal(kindAt(), 'missing');
  });

  it('bounds what long headers and addresses take, too', () => {
    create(1_000_000);
    for (let n = 0; n < 1_000; n++) {
      const headers = [['x', 'y'.repeat(1_000)]] as const;
      caches.put(at({ url: `http://a.test/${n}` }), { ...ofSize(0), headers }, null);
    }
    assert.ok(caches.purge() < 500);
  });

  it('names the nodes there are where one is not', () => {
    const isUnknown = (error: unknown): boolean =>
      error instanceof KvError &&
      error.code === 'NODE_UNKNOWN' &&
      error.message.includes('"mars"; there are: singapore, frankfurt, silicon-valley');
    const mars = at({ node: 'mars' });
    assert.throws(() => caches.match(mars), isUnknown);
    assert.throws(() => {
      caches.put(mars, ofSize(1), null);
    }, isUnknown);
    assert.throws(() => caches.delete(mars), isUnknown);
    assert.throws(() => caches.purge('mars'), isUnknown);
  });
});
