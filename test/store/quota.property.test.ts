import assert from 'node:assert/strict';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { KvError } from '../../src/kv/kvError';
import type { Store } from '../../src/store/store';
import { checkProperty } from '../support/checkProperty';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { useTempFolder } from '../support/tempFolder';

const limitBytes = 200;

const key = fc.constantFrom('a', 'key', '钥匙', '🔑', '__proto__', 'nul\0');
const record = fc.record({ key, size: fc.nat(120) });
const namespace = fc.nat(1);
const step = fc.oneof(
  fc.record({ op: fc.constant('put' as const), namespace, record }),
  fc.record({ op: fc.constant('delete' as const), namespace, key }),
  fc.record({
    op: fc.constant('putMany' as const),
    namespace,
    records: fc.array(record, { maxLength: 6 }),
  }),
  fc.record({ op: fc.constant('deleteUpTo' as const), namespace, back: fc.nat(4) }),
  fc.record({ op: fc.constantFrom('take' as const, 'restore' as const), namespace }),
  fc.record({ op: fc.constantFrom('empty' as const, 'snapshot' as const), namespace }),
  fc.record({ op: fc.constantFrom('reopen' as const, 'die' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a namespace should hold: the obvious way. */
type Model = Map<string, { value: Buffer; version: number }>;

function modelBytes(models: readonly Model[]): number {
  let bytes = 0;
  for (const model of models) {
    for (const [name, { value }] of model) bytes += Buffer.byteLength(name) + value.byteLength;
  }
  return bytes;
}

/** Reads everything, as the account's bill would. */
function scan(store: Store, id: string): Map<string, Buffer> {
  const { keys } = store.list(id, { prefix: '', limit: 256, after: null });
  return new Map(keys.map((name) => [name, Buffer.from(store.get(id, name)?.value ?? [])]));
}

describe('the records and bytes of an account', () => {
  const folder = useTempFolder();

  it('are exact through every change, snapshot, end and recovery, and never too many', async () => {
    let run = 0;
    await checkProperty(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const place = path.join(folder(), String((run += 1)));
        fs.mkdirSync(place);
        await walk(place, steps);
      }),
      { numRuns: 60 },
    );
  });
});

async function walk(place: string, steps: readonly Step[]): Promise<void> {
  const open = () => openTestStore(place, { accountBytesMax: limitBytes });
  let store = await open();
  const ids = addNamespaces(store, 'one', 'two');
  const models: Model[] = [new Map<string, never>(), new Map<string, never>()];
  const taken: (Model | undefined)[] = [undefined, undefined];
  let filled = 0;
  const valueOf = (size: number): Buffer => Buffer.alloc(size, (filled += 1));

  for (const one of steps) {
    if (!('namespace' in one)) {
      if (one.op === 'reopen') await store.close();
      store = await open();
    } else {
      await apply(one, ids[one.namespace] ?? '', models[one.namespace] ?? new Map<string, never>());
    }
    for (const [index, id] of ids.entries()) {
      const expected = new Map(
        [...(models[index] ?? [])].map(([name, { value }]) => [name, value]),
      );
      assert.deepEqual(scan(store, id), new Map([...expected].sort(byKey)), one.op);
      assert.equal(store.totals(id).records, expected.size);
    }
    assert.equal(store.accountBytes('main'), modelBytes(models));
    assert.ok(modelBytes(models) <= limitBytes);
    assert.deepEqual(store.takeNotices(), []);
  }
  await store.close();

  async function apply(
    one: Extract<Step, { namespace: number }>,
    id: string,
    model: Model,
  ): Promise<void> {
    const before = modelBytes(models);
    switch (one.op) {
      case 'put': {
        const { key: name, size } = one.record;
        const growth = growthOf(model, name, size);
        const value = valueOf(size);
        if (growth <= 0 || before + growth <= limitBytes) {
          const { version } = store.put(id, name, value, 1);
          model.set(name, { value, version });
          return;
        }
        assert.throws(
          () => store.put(id, name, value, 1),
          (error) =>
            error instanceof KvError &&
            error.code === 'ACCOUNT_FULL' &&
            [before, limitBytes, growth].every((count) => error.message.includes(String(count))),
        );
        return;
      }
      case 'putMany': {
        const records = one.records.map(({ key: name, size }) => ({
          key: name,
          value: valueOf(size),
        }));
        const next = new Map(model);
        let version = store.lastVersion(id);
        for (const { key: name, value } of records) {
          next.set(name, { value, version: (version += 1) });
        }
        const growth = modelBytes([next]) - modelBytes([model]);
        if (growth > 0 && before + growth > limitBytes) {
          assert.throws(() => {
            store.putMany(id, records, 1);
          }, /storage is full/);
          return;
        }
        store.putMany(id, records, 1);
        assert.equal(store.lastVersion(id), version);
        for (const [name, entry] of next) model.set(name, entry);
        return;
      }
      case 'delete':
        assert.equal(store.delete(id, one.key, 1).replacedVersion !== null, model.delete(one.key));
        return;
      case 'deleteUpTo': {
        const upTo = store.lastVersion(id) - one.back;
        const old = [...model].filter(([, { version }]) => version <= upTo);
        assert.equal(store.deleteUpTo(id, upTo, 1).deleted, old.length);
        for (const [name] of old) model.delete(name);
        return;
      }
      case 'take': {
        await store.takeSnapshot(id, 'named');
        taken[one.namespace] = new Map(model);
        return;
      }
      case 'restore': {
        const content = taken[one.namespace];
        const entry = snapshotsOf(id).findLast(({ automatic }) => !automatic);
        if (!content || !entry) return;
        const growth = modelBytes([content]) - modelBytes([model]);
        if (growth > 0 && before + growth > limitBytes) {
          await assert.rejects(store.restoreSnapshot(id, entry.id, 'undo', 2), /storage is full/);
          return;
        }
        const last = store.lastVersion(id);
        const { undo } = await store.restoreSnapshot(id, entry.id, 'undo', 2);
        assert.equal(undo.records, model.size);
        model.clear();
        for (const [name, { value }] of content) {
          const version = store.version(id, name) ?? 0;
          assert.ok(version > last, 'every restored record has a new version');
          model.set(name, { value, version });
        }
        return;
      }
      case 'empty': {
        const { deleted, undo } = await store.emptyNamespace(id, 'undo', 2);
        assert.equal(deleted, model.size);
        assert.equal(undo.bytes, modelBytes([model]));
        model.clear();
        return;
      }
      case 'snapshot':
        await store.snapshot();
        return;
      default:
        one satisfies never;
    }
  }

  function snapshotsOf(id: string) {
    const namespaces = store.catalogue.accounts.flatMap((account) => account.namespaces);
    return namespaces.find((entry) => entry.id === id)?.snapshots ?? [];
  }
}

function growthOf(model: Model, name: string, size: number): number {
  const old = model.get(name);
  return old ? size - old.value.byteLength : size + Buffer.byteLength(name);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
