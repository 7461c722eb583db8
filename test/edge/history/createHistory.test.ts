import assert from 'node:assert/strict';
import { createEdgeNetwork } from '../../../src/edge/edgeNetwork';
import { defaultEdgeNodes } from '../../../src/edge/edgeNode';
import { createHistory } from '../../../src/edge/history/createHistory';
import type { SeenOperation, SeenRequest } from '../../../src/edge/history/seenRequest';
import { createMemoryStore } from '../../../src/edge/memoryCentralStore';
import { parseKey } from '../../../src/kv/kvKey';
import { profiles } from '../../../src/kv/profile';
import { createRandom } from '../../support/random';

const nodes = { s: 'singapore', f: 'frankfurt', v: 'silicon-valley' } as const;

interface Running {
  readonly request: SeenRequest;
  readonly operations: SeenOperation[];
}

/**
 * Plays steps such as `A:s:get x` on a real network: request, node, call. `A:end` ends a request,
 * `console put x` is an edit past all nodes, `wait` lets every cache expire. A request is of the
 * client that its lower-case letter names: `A`, `Ab` and `Ac` are three requests of client `a`.
 *
 * @returns what was found, as `kind key: request(other)`
 */
function play(steps: readonly string[], limits?: Parameters<typeof createHistory>[0]): string[] {
  const central = createMemoryStore();
  let nowMs = 0;
  const network = createEdgeNetwork({
    nodes: defaultEdgeNodes,
    central,
    clock: { now: () => nowMs },
    policy: { cacheMisses: false },
  });
  const history = createHistory<SeenRequest, SeenOperation>(limits);
  const running = new Map<string, Running>();
  const found: string[] = [];
  for (const step of steps) {
    nowMs += 1;
    if (step === 'wait') {
      nowMs += 60_000;
      continue;
    }
    const [call = '', name = ''] = (step.split(':').at(-1) ?? '').split(' ');
    if (step.startsWith('console')) {
      central.put('ns', parseKey(step.split(' ')[2] ?? '', profiles.documented), bytes(), nowMs);
      continue;
    }
    const id = step.split(':')[0] ?? '';
    const one = running.get(id) ?? { request: begun(id, nowMs), operations: [] };
    running.set(id, one);
    if (call === 'end') {
      running.delete(id);
      const told = history.add({ ...one.request, endedAtMs: nowMs }, one.operations);
      for (const { kind, key, request, other } of told) {
        found.push(`${kind} ${key}: ${request.id}(${other?.request.id ?? '?'})`);
      }
      continue;
    }
    const node = nodes[(step.split(':')[1] ?? 's') as keyof typeof nodes];
    const key = parseKey(name, profiles.documented);
    const { operation } =
      call === 'get'
        ? network.get(node, 'ns', key)
        : call === 'put'
          ? network.put(node, 'ns', key, bytes())
          : network.delete(node, 'ns', key);
    one.operations.push({ ...operation, namespaceId: 'ns', startedMs: nowMs - 1, durationMs: 1 });
  }
  return found;
}

const begun = (id: string, nowMs: number): SeenRequest => ({
  ...{ id, client: id.slice(0, 1).toLowerCase(), beganAtMs: nowMs - 1, endedAtMs: nowMs },
});
const bytes = (): Uint8Array => new Uint8Array(1);

const table: readonly (readonly [what: string, steps: string, found: readonly string[]])[] = [
  [
    'nothing, where requests follow each other',
    'A:s:get x, A:s:put x, A:end, B:s:get x, B:s:put x, B:end',
    [],
  ],
  [
    'a lost update',
    'A:s:get x, B:s:get x, A:s:put x, A:end, B:s:put x, B:end',
    ['lostUpdate x: B(A)'],
  ],
  [
    'a lost update of who ends later',
    'A:s:get x, B:s:get x, A:s:put x, B:s:put x, B:end, A:end',
    ['lostUpdate x: B(?)', 'lostUpdate x: B(A)'],
  ],
  ['a write over an edit', 'A:s:get x, console put x, A:s:put x, A:end', ['lostUpdate x: A(?)']],
  [
    'a lost deletion',
    'B:s:put x, B:end, A:s:get x, C:s:delete x, C:end, A:s:put x, A:end',
    ['lostUpdate x: A(C)'],
  ],
  [
    'a deletion of what was not seen',
    'B:s:put x, B:end, A:s:get x, C:s:put x, C:end, A:s:delete x, A:end',
    ['lostUpdate x: A(C)'],
  ],
  [
    'nothing in a deletion of what is gone',
    'B:s:put x, B:end, A:s:get x, C:s:delete x, C:end, A:s:delete x, A:end',
    [],
  ],
  ['nothing in a write without a read', 'A:s:put x, B:s:put x, A:s:put x, A:end, B:end', []],
  ['nothing in a read of another key', 'A:s:get y, B:s:put x, B:end, A:s:put x, A:end', []],
  [
    'a write after an own write that another one follows',
    'A:s:get x, A:s:put x, B:s:put x, B:end, A:s:put x, A:end',
    ['lostUpdate x: A(B)'],
  ],
  ['nothing where it reads again', 'A:s:get x, B:s:put x, B:end, A:s:get x, A:s:put x, A:end', []],
  [
    'a stale read, then a write',
    'A:s:put x, A:end, B:f:get x, B:end, C:s:put x, C:end, D:f:get x, D:f:put x, D:end',
    ['staleReadThenWrite x: D(C)'],
  ],
  [
    'nothing where the stale entry has expired',
    'A:s:put x, A:end, B:f:get x, B:end, C:s:put x, C:end, wait, D:f:get x, D:f:put x, D:end',
    [],
  ],
  [
    'an older read',
    'B:f:put x, B:end, C:s:get x, C:end, B:f:put x, B:end, A:f:get x, A:end, Ab:s:get x, Ab:end',
    ['olderRead x: Ab(A)'],
  ],
  [
    'nothing where somebody else saw the newer one',
    'B:f:put x, B:end, C:s:get x, C:end, B:f:put x, B:end, A:f:get x, A:end, D:s:get x, D:end',
    [],
  ],
  [
    'nothing where both reads were under way',
    'B:f:put x, B:end, C:s:get x, C:end, B:f:put x, B:end, A:f:get x, Ab:s:get x, A:end, Ab:end',
    [],
  ],
  [
    'an own write not seen',
    'A:s:put x, A:end, Ab:f:get x, Ab:end, Ac:s:put x, Ac:end, Ad:f:get x, Ad:end',
    ['ownWriteNotSeen x: Ad(Ac)'],
  ],
  [
    'an own deletion not seen',
    'A:s:put x, A:end, Ab:f:get x, Ab:end, Ac:s:delete x, Ac:end, Ad:f:get x, Ad:end',
    ['ownWriteNotSeen x: Ad(Ac)'],
  ],
];

describe('the history of requests', () => {
  for (const [what, steps, found] of table) {
    it(`shows ${what}`, () => {
      assert.deepEqual(play(steps.split(', ')), found);
    });
  }

  it('takes no write for a consequence of a read that had not ended', () => {
    const history = createHistory<SeenRequest, SeenOperation>();
    const common = { key: 'x', node: 'singapore', source: 'central', stale: false } as const;
    const rest = { ageMs: 0, bytes: 1, startedMs: 0, durationMs: 5 } as const;
    const found = history.add(begun('A', 1), [
      { ...common, ...rest, op: 'get', version: 1, replacedVersion: null },
      { ...common, ...rest, op: 'put', version: 3, replacedVersion: 2 },
    ]);
    assert.deepEqual(found, []);
  });

  it('forgets what is long ago', () => {
    const many = Array.from({ length: 50 }, (_, n) => [`Z${n}:s:put k${n}`, `Z${n}:end`]).flat();
    const steps = ['A:s:get x', 'B:s:put x', 'B:end', ...many, 'A:s:put x', 'A:end'];
    assert.deepEqual(play(steps, { writesMax: 50, viewsMax: 50 }), ['lostUpdate x: A(?)']);
    assert.deepEqual(play(steps, { writesMax: 51, viewsMax: 50 }), ['lostUpdate x: A(B)']);
  });

  it('finds nothing in requests one after the other at one node, whatever they do', () => {
    const seed = Math.floor(Math.random() * 2 ** 32);
    const random = createRandom(seed);
    for (let round = 0; round < 50; round += 1) {
      const steps = Array.from({ length: 20 }, (_, n) => {
        const id = `${random.pick(['A', 'B'])}${n}`;
        const calls = Array.from({ length: random.below(5) }, () => {
          const call = random.pick(['get', 'put', 'delete']);
          return `${id}:s:${call} ${random.pick(['x', 'y'])}`;
        });
        return [...calls, `${id}:end`];
      });
      assert.deepEqual(play(steps.flat()), [], `seed ${seed}: ${steps.join()}`);
    }
  });
});
