import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createSimulatedClock } from '../../src/edge/clock';
import { centreFaults, nodeFaults } from '../../src/edge/edgeFaults';
import { createEdgeNetwork, type ReadResult } from '../../src/edge/edgeNetwork';
import { defaultEdgeNodes } from '../../src/edge/edgeNode';
import type { KvOperation } from '../../src/edge/kvOperation';
import type { Step } from '../../src/edge/travel';
import { KvError } from '../../src/kv/kvError';
import { parseKey } from '../../src/kv/kvKey';
import { profiles } from '../../src/kv/profile';
import { createMemoryCentralStore } from '../support/memoryCentralStore';
import { createRandom, type Random } from '../support/random';
import { NetworkModel, type Expected, type Held, type Trip } from './networkModel';

const runs = 1_000;
const stepsOfRun = 100;
const keys = ['a', 'b'];
const nodeIds = defaultEdgeNodes.map(({ id }) => id);
const id = 'namespace';
const advances = [0, 1, 500, 10_000, 29_999, 30_000, 59_999, 60_000, 60_001, 200_000];

type AnyResult = { readonly operation: KvOperation } & Partial<ReadResult> & {
    readonly page?: { readonly keys: readonly string[] };
  };

interface UnderWay {
  readonly dueMs: number;
  readonly next: () => Step<AnyResult>;
  readonly trip: Trip;
}

/** One network and its model, step by step; everything that can be seen is compared. */
function run(random: Random, cacheMisses: boolean): void {
  let realMs = 0;
  const central = createMemoryCentralStore();
  const clock = createSimulatedClock(() => realMs);
  const network = createEdgeNetwork({
    ...{ nodes: defaultEdgeNodes, central, clock, policy: { cacheMisses } },
  });
  const { conditions, journeys } = network;
  const model = new NetworkModel(defaultEdgeNodes, cacheMisses);
  let underWay: UnderWay[] = [];
  const toKey = (text: string) => parseKey(text, profiles.observed);

  function first(op: Trip['op'], node: string, key: string, value: Buffer): Step<AnyResult> {
    const way = conditions.isCalm && random.chance(0.5) ? atOnce(network) : journeys;
    switch (op) {
      case 'get':
        return way.get(node, id, key);
      case 'put':
        return way.put(node, id, toKey(key), value);
      case 'delete':
        return way.delete(node, id, key);
      case 'list':
        return way.list(node, id, { prefix: '', limit: 256, after: null });
      default:
        return op satisfies never;
    }
  }

  /** Takes steps, and those after it that need not wait. */
  function follow(take: () => Step<AnyResult>, expect: () => Expected): void {
    const step = outcomeOf(take);
    let expected = expect();
    // A network at rest goes all the way at once.
    if ('done' in step && step.done) {
      while ('waitMs' in expected && expected.waitMs === 0) expected = model.goOn(expected.trip);
    }
    if ('error' in expected || 'error' in step) return assert.deepEqual(step, expected);
    if (step.done) return checkResult(step.result, expected);
    assert.ok('waitMs' in expected, 'the model is there already');
    const { trip, waitMs } = expected;
    assert.equal(step.delayMs, waitMs);
    if (waitMs === 0) return follow(step.next, () => model.goOn(trip));
    underWay.push({ dueMs: realMs + waitMs, next: step.next, trip });
    underWay.sort((a, b) => a.dueMs - b.dueMs);
  }

  function checkResult({ operation, value, page }: AnyResult, expected: Expected): void {
    const text = value && Buffer.from(value).toString();
    if ('held' in expected) {
      const { held } = expected;
      assert.deepEqual([text, operation.source], [held.value, 'cache']);
      assert.equal(operation.stale, isStale(operation.key, held));
      assert.equal(operation.ageMs, model.nowMs - held.atMs);
      assert.equal(operation.version, held.version);
      assert.equal(operation.pending ?? false, held.writing !== null);
      return;
    }
    assert.ok('done' in expected, 'the model is still on its way');
    const { op, found, keys: listed, write, version } = expected.done;
    assert.equal(operation.source, 'central');
    if (op === 'get') assert.deepEqual([text, operation.version], [...read(found)]);
    if (op === 'list') assert.deepEqual(page?.keys, listed);
    if (write?.value) assert.equal(operation.version, version);
  }

  function isStale(key: string, held: Held): boolean {
    return held.writing === null && held.version !== (model.centre(key)?.version ?? null);
  }

  function checkCaches(): void {
    for (const key of keys) {
      const expected = nodeIds.flatMap((node) => {
        const held = model.held(node, key);
        return held ? [[node, held.version, model.nowMs - held.atMs, isStale(key, held)]] : [];
      });
      const seen = network.inspect(id, key);
      assert.deepEqual(
        seen.map(({ node, version, ageMs, stale }) => [node, version, ageMs, stale]),
        expected,
      );
    }
  }

  function pass(ms: number): void {
    realMs += ms;
    model.nowMs += ms;
  }

  for (let index = 0; index < stepsOfRun; index++) {
    const node = random.pick(nodeIds);
    const key = random.pick(keys);
    const text = `value ${index}`;
    const dice = random.below(100);
    if (dice < 50) {
      const op = random.pick(['get', 'get', 'put', 'delete', 'list'] as const);
      const value = op === 'put' ? text : null;
      follow(
        () => first(op, node, key, Buffer.from(text)),
        () => model.begin(op, node, key, value),
      );
    } else if (dice < 78) {
      const [next, ...others] = underWay;
      underWay = others;
      if (next) {
        pass(next.dueMs - realMs);
        follow(next.next, () => model.goOn(next.trip));
      }
    } else if (dice < 86) {
      const ms = random.pick(advances);
      clock.advance(ms);
      model.nowMs += ms;
    } else if (dice < 91) {
      const isOn = random.chance(0.5);
      if (random.chance(0.3)) {
        const fault = random.pick(centreFaults);
        conditions.setFault({ fault }, isOn);
        toggle(model.centreFaults, fault, isOn);
      } else {
        const fault = random.pick(nodeFaults);
        conditions.setFault({ node, fault }, isOn);
        toggle(model.node(node).faults, fault, isOn);
      }
    } else if (dice < 94) {
      model.realistic = random.chance(0.7);
      conditions.setLatency(model.realistic ? 'realistic' : 'off');
    } else if (dice < 97) {
      central.put(id, toKey(key), Buffer.from(text), clock.now());
      model.change(key, text);
    } else {
      network.purge(node);
      model.purge(node);
    }
    checkCaches();
  }
}

function read(found: { value: string; version: number } | null) {
  return found ? ([found.value, found.version] as const) : ([null, null] as const);
}

function toggle<T>(set: Set<T>, one: T, isOn: boolean): void {
  if (isOn) set.add(one);
  else set.delete(one);
}

/** The calls of a network at rest, in the shape of the others. */
function atOnce(network: ReturnType<typeof createEdgeNetwork>) {
  const done = <T>(result: T): Step<T> => ({ done: true, result });
  return {
    get: (...args: Parameters<typeof network.get>) => done(network.get(...args)),
    put: (...args: Parameters<typeof network.put>) => done(network.put(...args)),
    delete: (...args: Parameters<typeof network.delete>) => done(network.delete(...args)),
    list: (...args: Parameters<typeof network.list>) => done(network.list(...args)),
  };
}

function outcomeOf(take: () => Step<AnyResult>): Step<AnyResult> | { readonly error: string } {
  try {
    return take();
  } catch (error) {
    if (error instanceof KvError) return { error: error.code };
    throw error;
  }
}

describe('A network with latency and faults', () => {
  for (const cacheMisses of [false, true]) {
    it(`agrees with the model over ${(runs * stepsOfRun) / 2} steps, cacheMisses ${cacheMisses}`, () => {
      const seed = Number(process.env.PAGES_KV_SEED ?? (Math.random() * 0x7fffffff) | 0);
      console.log(`      seed ${seed}`);
      const random = createRandom(seed);
      for (let each = 0; each < runs / 2; each++) run(random, cacheMisses);
    });
  }

  it('tells a story of a minute in no time, the same each of 1,000 times', () => {
    const stories = new Set<string>();
    // All of them have the time of one test, which is half a minute.
    for (let each = 0; each < 1_000; each++) stories.add(story());
    assert.deepEqual([...stories], ['old 59999 stale, new from the centre']);
  });
});

/** A node serves what another one has replaced, for a minute and not a millisecond longer. */
function story(): string {
  const central = createMemoryCentralStore();
  const clock = createSimulatedClock(() => 0);
  const network = createEdgeNetwork({
    ...{ nodes: defaultEdgeNodes, central, clock, policy: { cacheMisses: false } },
  });
  const key = parseKey('price', profiles.documented);
  const price = () => {
    const { value, operation } = network.get('frankfurt', id, key);
    return { ...operation, text: value && Buffer.from(value).toString() };
  };
  network.put('singapore', id, key, Buffer.from('old'));
  price();
  network.put('singapore', id, key, Buffer.from('new'));
  clock.advance(59_999);
  const before = price();
  clock.advance(1);
  const after = price();
  return `${before.text} ${before.ageMs} ${before.stale ? 'stale' : 'fresh'}, ${after.text} from the ${after.source === 'central' ? 'centre' : 'cache'}`;
}
