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

const step = fc.oneof(
  fc.record({
    op: fc.constant('put' as const),
    namespace: fc.nat(1),
    key: fc.constantFrom('a', 'key', '钥匙', '🔑', '__proto__', 'nul\0'),
    size: fc.nat(120),
  }),
  fc.record({
    op: fc.constant('delete' as const),
    namespace: fc.nat(1),
    key: fc.constantFrom('a', 'key', '钥匙', '🔑', '__proto__', 'nul\0'),
    size: fc.constant(0),
  }),
  fc.record({
    op: fc.constantFrom('snapshot' as const, 'reopen' as const),
    namespace: fc.constant(0),
    key: fc.constant(''),
    size: fc.constant(0),
  }),
);

/** Counts by reading everything, as the account's bill would. */
function scan(store: Store, ids: readonly string[]): number {
  let bytes = 0;
  for (const id of ids) {
    const { keys } = store.list(id, { prefix: '', limit: 256, after: null });
    for (const key of keys) {
      bytes += Buffer.byteLength(key) + (store.get(id, key)?.value.byteLength ?? 0);
    }
  }
  return bytes;
}

describe('the bytes of an account', () => {
  const folder = useTempFolder();

  it('are exact through overwrites, deletes, snapshots and restarts, and never too many', async () => {
    let run = 0;
    await checkProperty(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const place = path.join(folder(), String((run += 1)));
        fs.mkdirSync(place);
        let store = await openTestStore(place, { accountBytesMax: limitBytes });
        const ids = addNamespaces(store, 'one', 'two');
        for (const { op, namespace, key, size } of steps) {
          const id = ids[namespace] ?? '';
          const before = scan(store, ids);
          if (op === 'snapshot') store.snapshot();
          else if (op === 'reopen') {
            store.close();
            store = await openTestStore(place, { accountBytesMax: limitBytes });
          } else if (op === 'delete') store.delete(id, key, 1);
          else {
            const old = store.get(id, key);
            const keyBytes = Buffer.byteLength(key);
            const growth = size + keyBytes - (old ? keyBytes + old.value.byteLength : 0);
            try {
              store.put(id, key, Buffer.alloc(size), 1);
              assert.ok(before + growth <= limitBytes || growth <= 0);
            } catch (error) {
              assert.ok(error instanceof KvError && error.code === 'ACCOUNT_FULL', String(error));
              assert.ok(before + growth > limitBytes);
              for (const count of [before, limitBytes, growth]) {
                assert.ok(error.message.includes(String(count)), error.message);
              }
              assert.equal(scan(store, ids), before);
            }
          }
          assert.equal(store.accountBytes('main'), scan(store, ids));
        }
        store.close();
      }),
      { numRuns: 40 },
    );
  });
});
