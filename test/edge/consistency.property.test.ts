import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createSimulatedClock } from '../../src/edge/clock';
import { createEdgeNetwork } from '../../src/edge/edgeNetwork';
import { defaultEdgeNodes } from '../../src/edge/edgeNode';
import { parseKey } from '../../src/kv/kvKey';
import { profiles } from '../../src/kv/profile';
import { checkProperty } from '../support/checkProperty';
import { createMemoryCentralStore } from '../support/memoryCentralStore';
import { ConsistencyModel } from './consistencyModel';

const nodeIds = defaultEdgeNodes.map(({ id }) => id);
const node = fc.constantFrom(...nodeIds);
const key = fc.constantFrom('a', '\uffff', '😀');
const ms = fc.constantFrom(0, 1, 10_000, 29_999, 30_000, 59_999, 60_000, 60_001, 200_000);

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('get' as const), node, key }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('put' as const), node, key }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), node, key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), node }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('advance' as const), ms }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('consolePut' as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('consoleDelete' as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('purge' as const), node }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const id = 'namespace';
const toKey = (text: string) => parseKey(text, profiles.observed);

/** Runs the steps through the network and has the model judge everything that can be seen. */
function run(steps: readonly Step[], cacheMisses: boolean): void {
  const central = createMemoryCentralStore();
  const clock = createSimulatedClock(() => 0);
  const network = createEdgeNetwork({
    nodes: defaultEdgeNodes,
    central,
    clock,
    policy: { cacheMisses },
  });
  const model = new ConsistencyModel(nodeIds, cacheMisses);

  for (const [index, each] of steps.entries()) {
    const text = `value ${index}`;
    const value = Buffer.from(text);
    switch (each.do) {
      case 'get': {
        const result = network.get(each.node, id, each.key);
        const read = result.value && Buffer.from(result.value).toString();
        model.checkRead(each.node, each.key, read, result.operation);
        break;
      }
      case 'put':
        network.put(each.node, id, toKey(each.key), value);
        model.change(each.key, text, each.node);
        break;
      case 'delete':
        network.delete(each.node, id, each.key);
        model.change(each.key, null, each.node);
        break;
      case 'list': {
        const query = { prefix: '', limit: 256, after: null };
        assert.deepEqual(network.list(each.node, id, query).page, {
          keys: model.sortedKeys(),
          complete: true,
        });
        break;
      }
      case 'advance':
        clock.advance(each.ms);
        model.nowMs += each.ms;
        break;
      case 'consolePut':
        central.put(id, toKey(each.key), value, clock.now());
        model.change(each.key, text);
        break;
      case 'consoleDelete':
        central.delete(id, each.key, clock.now());
        model.change(each.key, null);
        break;
      case 'purge':
        assert.equal(network.purge(each.node), model.purge(each.node));
        break;
      default:
        each satisfies never;
    }
    for (const name of ['a', '\uffff', '😀']) {
      assert.deepEqual(
        network.inspect(id, name).map(({ node: holder, ageMs, stale }) => [holder, ageMs, stale]),
        model.holders(name),
      );
    }
  }
}

describe('Three edge nodes before one central store', () => {
  for (const cacheMisses of [false, true]) {
    it(`agree with the model, cacheMisses ${cacheMisses}`, () =>
      checkProperty(
        fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
          run(steps, cacheMisses);
        }),
        { numRuns: 500 },
      ));
  }
});
