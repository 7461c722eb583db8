import type { ConsistencyEvent } from '../../../src/rpc/consistencyMessages';

/** 2026-11-29, 08:00 UTC. */
export const beginMs = Date.UTC(2026, 10, 29, 8);

export const threeNodes = ['singapore', 'frankfurt', 'silicon-valley'];

type Told = Partial<ConsistencyEvent> & Pick<ConsistencyEvent, 'kind' | 'node'>;

/** Makes events in their order; `at` is simulated milliseconds from the begin. */
export function eventMaker() {
  let id = 0;
  return (at: number, told: Told): ConsistencyEvent => {
    id += 1;
    const isFunction = told.node !== null;
    return {
      ...{ id, space: 'n1', spaceName: 'main / shop', key: told.kind === 'clock' ? '' : 'cart' },
      ...{ source: null, version: null, replacedVersion: null, stale: false, ageMs: 0 },
      ...{ atMs: beginMs + at, realMs: beginMs + at, durationMs: 1.2, bytes: 12 },
      ...(isFunction && told.kind !== 'purge'
        ? {
            project: 'shop',
            request: { id: `r${id}`, method: 'GET', path: '/cart' },
            place: 'edge-functions/cart.js:3:11',
          }
        : {}),
      ...told,
    };
  };
}

/** A short story: two nodes read, one writes, the other stays behind until its copy expires. */
export function staleStory(): readonly ConsistencyEvent[] {
  const make = eventMaker();
  const put = { kind: 'put', source: 'central' } as const;
  const miss = { kind: 'get', source: 'central' } as const;
  const hit = { kind: 'get', source: 'cache' } as const;
  return [
    make(0, { ...put, node: 'singapore', version: 6 }),
    make(4_000, { ...miss, node: 'frankfurt', version: 6 }),
    make(9_000, { ...hit, node: 'frankfurt', version: 6, ageMs: 5_000 }),
    make(12_000, { ...miss, node: 'silicon-valley', version: 2, key: 'visits' }),
    make(15_000, { ...put, node: 'singapore', version: 7, replacedVersion: 6 }),
    make(20_000, { ...hit, node: 'frankfurt', version: 6, stale: true, ageMs: 16_000 }),
    make(22_000, { ...hit, node: 'singapore', version: 7, ageMs: 7_000 }),
    make(27_000, { ...put, node: null, version: 8, replacedVersion: 7 }),
    make(31_000, { ...hit, node: 'frankfurt', version: 6, stale: true, ageMs: 27_000 }),
    make(34_000, { ...hit, node: 'singapore', version: 7, stale: true, ageMs: 19_000 }),
    make(36_000, { kind: 'list', node: 'silicon-valley', source: 'central', key: 'cart' }),
    make(40_000, { kind: 'clock', node: null, toMs: beginMs + 70_000 }),
    make(72_000, { ...miss, node: 'frankfurt', version: 8 }),
    make(76_000, { kind: 'delete', node: 'singapore', source: 'central', version: 9 }),
    make(80_000, { ...put, node: 'frankfurt', error: 'Key must be a non-empty string' }),
    make(84_000, { ...hit, node: 'frankfurt', version: 8, stale: true, ageMs: 12_000 }),
  ];
}

/** Many operations on many keys, a second's worth of them every second. */
export function busyDay(count: number): readonly ConsistencyEvent[] {
  const make = eventMaker();
  return Array.from({ length: count }, (_, index) => {
    const node = threeNodes[index % threeNodes.length] ?? 'singapore';
    const key = `key_${(index * 7) % 40}`;
    const at = index * 120;
    const written = Math.floor(index / 40) + 1;
    if (index % 5 === 0) {
      return make(at, { kind: 'put', source: 'central', node, key, version: written });
    }
    const stale = index % 11 === 0;
    const isHit = stale || index % 3 !== 0;
    const age = isHit ? { source: 'cache' as const, ageMs: 5_000 } : { source: 'central' as const };
    return make(at, { kind: 'get', node, key, version: written, stale, ...age });
  });
}
