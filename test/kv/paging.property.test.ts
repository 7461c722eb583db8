import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createKvNamespace, type KvListResult } from '../../src/kv/kvNamespace';
import { profiles } from '../../src/kv/profile';
import { checkProperty } from '../support/checkProperty';
import { createMemoryKvPort } from '../support/memoryKvPort';

/** How a client goes on: what it passes as the next cursor. */
const clients: Record<string, (result: KvListResult) => string | null> = {
  'the cursor it was given': ({ cursor }) => cursor,
  'the last key it saw': ({ keys }) => keys.at(-1)?.key ?? null,
};

const anyKey = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 12 })
  .filter((key) => !/\p{Surrogate}/u.test(key));
// Few characters, so that prefixes match, keys meet again and order is decided late.
const nearKey = fc.string({
  unit: fc.constantFrom('a', 'b', '\0', '\uffff', '\ue000', '😀', 'é'),
  minLength: 1,
  maxLength: 4,
});
const key = fc.oneof(anyKey, nearKey);
const change = fc.record({ put: fc.boolean(), key });

describe('Paging through a namespace that changes', () => {
  for (const [title, nextCursor] of Object.entries(clients)) {
    it(`ends and shows each key exactly once to a client that passes ${title}`, () =>
      checkProperty(
        fc.asyncProperty(
          fc.uniqueArray(key, { maxLength: 30, size: 'max' }),
          fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 10 }),
          fc.oneof(fc.constant(''), nearKey),
          fc.integer({ min: 1, max: 6 }),
          async (initial, changes, prefix, limit) => {
            const kv = createKvNamespace(createMemoryKvPort(), {
              profile: profiles.observed,
              warn: () => assert.fail('nothing to warn of'),
            });
            for (const each of initial) await kv.put(each, '1');
            const present = new Set(initial);
            const expected = new Set(initial);
            const seen: string[] = [];

            let cursor: string | null = null;
            for (let round = 0; ; round += 1) {
              assert.ok(round <= initial.length + 40, 'paging does not end');
              const result = await kv.list({ prefix, limit, cursor });
              for (const item of result.keys) {
                assert.ok(present.has(item.key), 'a key that is not there');
                seen.push(item.key);
              }
              assert.equal(result.cursor === null, result.complete);
              if (result.complete) break;
              assert.equal(result.keys.length, limit);
              cursor = nextCursor(result);

              for (const { put, key: changed } of changes[round] ?? []) {
                const isAhead = compareBytes(changed, seen.at(-1) ?? '') > 0;
                if (put) {
                  await kv.put(changed, '2');
                  present.add(changed);
                  if (isAhead) expected.add(changed);
                } else {
                  await kv.delete(changed);
                  present.delete(changed);
                  if (isAhead) expected.delete(changed);
                }
              }
            }

            // A key behind the cursor was either seen before it changed or never is.
            const shown = [...expected].filter((each) => each.startsWith(prefix));
            assert.deepEqual(seen, shown.sort(compareBytes));
          },
        ),
        { numRuns: 300 },
      ));
  }
});

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
