import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareUtf8 } from '../../src/kv/compareUtf8';
import type { ListPage, ListQuery } from '../../src/kv/kvPort';
import type { Store } from '../../src/store/store';
import { checkProperty } from '../support/checkProperty';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { useTempFolder } from '../support/tempFolder';

const key = fc.constantFrom('a', 'a_1', 'a_2', 'ab', 'b', 'b_1', '钥', '钥匙', '🔑', '🔒');
const change = fc.oneof(
  fc.record({ op: fc.constantFrom('put' as const, 'delete' as const), key }),
  fc.record({ op: fc.constant('putMany' as const), keys: fc.array(key, { maxLength: 4 }) }),
  fc.record({ op: fc.constant('deleteUpTo' as const), back: fc.nat(4) }),
);
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

const query = fc.record({
  prefix: fc.constantFrom('', 'a', 'a_', '钥', 'none'),
  limit: fc.constantFrom(1, 2, 256),
  after: fc.option(key),
});

/** The version of each key: the obvious way. */
type Model = Map<string, number>;

describe('the keys that a store lists', () => {
  const folder = useTempFolder();

  it('are those that there are, whatever was listed before and changed since', async () => {
    const store = await openTestStore(folder());
    const [id = ''] = addNamespaces(store, 'one');
    await checkProperty(
      fc.property(
        fc.array(fc.record({ change, asked: fc.nat(6) }), { maxLength: 30 }),
        // Few, so that they are asked again and again.
        fc.array(query, { minLength: 1, maxLength: 6 }),
        (steps, queries) => {
          store.deleteUpTo(id, store.lastVersion(id), 1);
          const model: Model = new Map<string, number>();
          for (const step of steps) {
            apply(store, id, model, step.change);
            // Some are asked before a change and behind it, some only later.
            for (const one of queries.slice(0, step.asked)) {
              assert.deepEqual(store.list(id, one), pageOf(model, one));
            }
          }
          for (const one of queries) assert.deepEqual(store.list(id, one), pageOf(model, one));
        },
      ),
      { numRuns: 300 },
    );
    await store.close();
  });
});

function apply(store: Store, id: string, model: Model, one: Change): void {
  const value = Buffer.from('value');
  switch (one.op) {
    case 'put':
      model.set(one.key, store.put(id, one.key, value, 1).version);
      return;
    case 'delete':
      store.delete(id, one.key, 1);
      model.delete(one.key);
      return;
    case 'putMany': {
      let version = store.lastVersion(id);
      store.putMany(
        id,
        one.keys.map((name) => ({ key: name, value })),
        1,
      );
      for (const name of one.keys) model.set(name, (version += 1));
      return;
    }
    case 'deleteUpTo': {
      const upTo = store.lastVersion(id) - one.back;
      store.deleteUpTo(id, upTo, 1);
      for (const [name, version] of model) if (version <= upTo) model.delete(name);
      return;
    }
    default:
      one satisfies never;
  }
}

function pageOf(model: Model, { prefix, after, limit }: ListQuery): ListPage {
  const keys = [...model.keys()]
    .filter((name) => name.startsWith(prefix) && (after === null || compareUtf8(name, after) > 0))
    .sort(compareUtf8);
  return { keys: keys.slice(0, limit), complete: keys.length <= limit };
}
