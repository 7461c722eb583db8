import assert from 'node:assert/strict';
import type { RequestTrace, TracedOperation } from '../../../src/rpc/hostApi';
import { filtered, noRoute } from '../../../src/ui/requests/requestFilter';
import { RequestRing } from '../../../src/ui/requests/requestRing';
import { operation, project, trace } from './requests';

const operations = (count: number, stale = false): readonly TracedOperation[] =>
  Array.from({ length: count }, () => ({ ...operation, stale }));
const ids = (ring: RequestRing) => [...ring.newest()].map(({ trace: { id } }) => id);

function filledRing(limit: number, count: number, each: Partial<RequestTrace> = {}): RequestRing {
  const ring = new RequestRing(limit, 10);
  for (let n = 0; n < count; n++) ring.add(project, { ...trace, ...each, id: `${n}` });
  return ring;
}

describe('RequestRing', () => {
  it('keeps the newest and forgets the oldest', () => {
    const ring = filledRing(3, 5);
    assert.deepEqual(ids(ring), ['4', '3', '2']);
    assert.equal(ring.size, 3);
    assert.equal(ring.get(1), undefined);
    assert.equal(ring.get(5), undefined);
    assert.equal(ring.get(4)?.trace.id, '4');
  });

  it('keeps what it can where the limit changes', () => {
    const ring = filledRing(5, 7);
    ring.setLimit(2);
    assert.deepEqual(ids(ring), ['6', '5']);
    ring.setLimit(4);
    for (const id of ['7', '8', '9']) ring.add(project, { ...trace, id });
    assert.deepEqual(ids(ring), ['9', '8', '7', '6']);
  });

  it('is empty once cleared, and goes on', () => {
    const ring = filledRing(3, 5, { operations: operations(2) });
    ring.clear();
    assert.deepEqual([ring.size, ids(ring)], [0, []]);
    ring.add(project, trace);
    assert.equal(ring.size, 1);
    assert.equal(ring.get(0), undefined);
  });

  it('leaves out the operations of the oldest where there are too many, and says so', () => {
    const ring = filledRing(9, 4, { operations: operations(4, true), operationsLeftOut: 1 });
    const counts = [...ring.newest()].map((one) => [
      one.trace.operations.length,
      one.trace.operationsLeftOut,
      one.staleReads,
    ]);
    const [kept, leftOut] = [
      [4, 1, 4],
      [0, 5, 4],
    ];
    assert.deepEqual(counts, [kept, kept, leftOut, leftOut]);
    ring.add(project, { ...trace, operations: operations(50) });
    assert.equal([...ring.newest()][0]?.trace.operations.length, 50);
    assert.equal(ring.get(3)?.trace.operations.length, 0);
    ring.add(project, { ...trace, operations: operations(1) });
    assert.equal(ring.get(4)?.trace.operations.length, 0);
    assert.equal(ring.get(5)?.trace.operations.length, 1);
  });

  it('goes around many times', function () {
    this.timeout(10_000);
    const ring = filledRing(10_000, 30_000, { operations: operations(1) });
    assert.equal(ring.size, 10_000);
    assert.deepEqual(ids(ring).slice(0, 1), ['29999']);
  });
});

describe('filtered', () => {
  const ring = new RequestRing(100);
  const add = (id: string, change: Partial<RequestTrace>, name = 'shop') => {
    ring.add({ ...project, name }, { ...trace, id, ...change });
  };
  add('0', { route: '/a', status: 200 });
  add('1', { route: '/b', status: 404, operations: operations(1, true) });
  add('2', { status: 404 });
  add('3', { route: '/a', status: 545 }, 'blog');
  const found = (filter: Parameters<typeof filtered>[1], limit = 10) =>
    filtered(ring.newest(), filter, limit).requests.map((one) => one.trace.id);

  it('narrows by each fact, and by all of them', () => {
    assert.deepEqual(found({}), ['3', '2', '1', '0']);
    assert.deepEqual(found({ routes: ['/a'] }), ['3', '0']);
    assert.deepEqual(found({ routes: [noRoute] }), ['2']);
    assert.deepEqual(found({ statuses: ['4xx'] }), ['2', '1']);
    assert.deepEqual(found({ statuses: ['200', '5xx'] }), ['3', '0']);
    assert.deepEqual(found({ projects: ['blog'] }), ['3']);
    assert.deepEqual(found({ stale: true }), ['1']);
    assert.deepEqual(found({ stale: false }), ['3', '2', '0']);
    assert.deepEqual(found({ routes: ['/a'], projects: ['shop'] }), ['0']);
  });

  it('counts all, and gives so many', () => {
    const { requests, total } = filtered(ring.newest(), { statuses: ['404'] }, 1);
    assert.deepEqual([requests.length, total], [1, 2]);
  });
});
