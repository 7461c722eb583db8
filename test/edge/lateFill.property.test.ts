import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { EdgeCache, type ReadTicket } from '../../src/edge/edgeCache';
import { checkProperty } from '../support/checkProperty';

type Step =
  | { readonly do: 'begin' | 'ask' | 'fill'; readonly read: number; readonly key: string }
  | {
      readonly do: 'localPut' | 'localDelete' | 'remotePut' | 'remoteDelete';
      readonly key: string;
    };

interface PendingRead {
  readonly key: string;
  readonly ticket: ReadTicket;
  answer?: number;
}

const keys = ['a', 'b', 'c'];
const steps = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ do: fc.constant('begin'), read: reads(), key: key() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('ask'), read: reads(), key: key() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('fill'), read: reads(), key: key() }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom('localPut', 'localDelete', 'remotePut', 'remoteDelete'),
        key: key(),
      }),
    },
  ),
  { maxLength: 60, size: 'max' },
) as fc.Arbitrary<Step[]>;

function reads() {
  return fc.nat({ max: 3 });
}

function key() {
  return fc.constantFrom(...keys);
}

/**
 * The centre as a list of states per key: index 0 is "missing", each change appends one. The odd
 * one out is that versions count over all keys.
 */
function run(all: readonly Step[], cache: EdgeCache): void {
  const states = new Map(keys.map((name) => [name, [{ version: 0, present: false }]]));
  const newestHeld = new Map(keys.map((name) => [name, 0]));
  const pending = new Map<number, PendingRead>();
  let version = 0;

  function statesOf(name: string) {
    return states.get(name) ?? assert.fail();
  }

  function change(name: string, present: boolean): number {
    version += 1;
    return statesOf(name).push({ version, present }) - 1;
  }

  function hold(name: string, index: number): void {
    newestHeld.set(name, Math.max(newestHeld.get(name) ?? 0, index));
  }

  for (const step of all) {
    switch (step.do) {
      case 'begin':
        pending.set(step.read, { key: step.key, ticket: cache.beginRead(0) });
        break;
      case 'ask': {
        const read = pending.get(step.read);
        if (read) read.answer ??= statesOf(read.key).length - 1;
        break;
      }
      case 'fill': {
        const read = pending.get(step.read);
        if (read?.answer === undefined) break;
        pending.delete(step.read);
        const state = statesOf(read.key)[read.answer] ?? assert.fail();
        const value = new Uint8Array(1);
        const answer = state.present ? { version: state.version, value } : null;
        if (cache.fill(read.ticket, 'n', read.key, answer)) {
          assert.ok(read.answer >= (newestHeld.get(read.key) ?? 0), 'a fill undid something newer');
          hold(read.key, read.answer);
        }
        break;
      }
      case 'localPut': {
        const index = change(step.key, true);
        cache.write('n', step.key, { version, value: new Uint8Array(1) }, 0);
        hold(step.key, index);
        break;
      }
      case 'localDelete': {
        const existed = statesOf(step.key).at(-1)?.present === true;
        const index = existed ? change(step.key, false) : statesOf(step.key).length - 1;
        cache.remove('n', step.key, version, 0);
        hold(step.key, index);
        break;
      }
      case 'remotePut':
        change(step.key, true);
        break;
      case 'remoteDelete':
        if (statesOf(step.key).at(-1)?.present) change(step.key, false);
        break;
      default:
        step satisfies never;
    }
  }
}

describe('Fills that come late', () => {
  for (const cacheMisses of [false, true]) {
    for (const [title, bounds] of [
      ['with room for everything', { bytesMax: 1_000_000, rememberedChangesMax: 100 }],
      ['with room for one entry and one change', { bytesMax: 400, rememberedChangesMax: 1 }],
      ['with room for two changes', { bytesMax: 1_000_000, rememberedChangesMax: 2 }],
    ] as const) {
      it(`never undo anything newer, ${title}, cacheMisses ${cacheMisses}`, () =>
        checkProperty(
          fc.property(steps, (all) => {
            run(all, new EdgeCache({ ttlMs: 60_000, cacheMisses, ...bounds }));
          }),
          { numRuns: 400 },
        ));
    }
  }

  it('are taken where nothing happened in between', () => {
    const cache = new EdgeCache({ ttlMs: 60_000, bytesMax: 10_000, cacheMisses: false });
    const ticket = cache.beginRead(0);
    cache.write('n', 'other', { version: 1, value: new Uint8Array(1) }, 0);
    assert.equal(cache.fill(ticket, 'n', 'a', { version: 1, value: new Uint8Array(1) }), true);
  });
});
