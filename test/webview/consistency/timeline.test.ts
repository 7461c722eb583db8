import assert from 'node:assert/strict';
import { sceneOf, zoomTimeline } from '../../../src/webview/consistency/scene';
import { showTimeline } from '../../../src/webview/consistency/shownTimeline';
import { createTimeAxis, type Moment } from '../../../src/webview/consistency/timeAxis';
import { behindAt, buildTimeline } from '../../../src/webview/consistency/timeline';
import { beginMs, busyDay, eventMaker, staleStory, threeNodes } from './events';

const network = { ttlMs: 60_000, nodes: threeNodes };

describe('time axis', () => {
  const moment = (atMs: number, epoch = 0, realMs = atMs): Moment => ({ atMs, epoch, realMs });

  it('runs with simulated time, and shortens what is idle for long', () => {
    const moments = [moment(1_000), moment(3_000), moment(500_000), moment(501_000)];
    const axis = createTimeAxis(moments, 75_000);
    assert.deepEqual([...axis.positions], [0, 2_000, 77_000, 78_000]);
    assert.deepEqual(axis.breaks, [{ position: 77_000, skippedMs: 422_000 }]);
    assert.deepEqual(axis.timeAt(78_000), { ms: 501_000, epoch: 0 });
    assert.equal(axis.at(0, 2_500), 1_500);
    assert.equal(axis.at(0, 400_000), 77_000, 'inside the gap');
    assert.equal(axis.at(0, 0), 0, 'before everything');
  });

  it('gives moments of a clock that stands still places of their own', () => {
    const axis = createTimeAxis([moment(5, 0, 10), moment(5, 0, 10), moment(5, 0, 9_000)], 75_000);
    assert.deepEqual([...axis.positions], [0, 0.02, 500.02]);
  });

  it('goes on to the right where time was set back', () => {
    const axis = createTimeAxis([moment(90_000), moment(1_000, 1), moment(2_000, 1)], 75_000);
    assert.deepEqual([...axis.positions], [0, 2_000, 3_000]);
    assert.deepEqual(axis.breaks, [{ position: 1_000, skippedMs: null }]);
    assert.equal(axis.at(0, 200_000), 2_000, 'nothing outlives its epoch');
    assert.equal(axis.at(1, 1_500), 2_500);
  });
});

describe('timeline', () => {
  const copiesOf = (events: ReturnType<typeof staleStory>) =>
    buildTimeline(events, network).copies.map(({ lane, key, version, from, to, staleFrom }) =>
      [threeNodes[lane - 1], `${key} v${version ?? 0}`, from, to, staleFrom].join(' '),
    );

  it('follows each copy until it expires, is replaced or becomes stale', () => {
    assert.deepEqual(copiesOf(staleStory()), [
      'singapore cart v6 0 15000 ',
      'frankfurt cart v6 4000 64000 15000',
      'silicon-valley visits v2 12000 72000 ',
      'singapore cart v7 15000 75000 27000',
      'frankfurt cart v8 72000 132000 76000',
    ]);
  });

  it('does not depend on the order in which events are told', () => {
    assert.deepEqual(copiesOf([...staleStory()].reverse()), copiesOf(staleStory()));
  });

  it('learns of a copy that it has not seen coming from a read', () => {
    const make = eventMaker();
    const read = { kind: 'get', node: 'frankfurt', source: 'cache', version: 3 } as const;
    assert.deepEqual(
      copiesOf([
        make(0, { kind: 'list', node: 'frankfurt' }),
        make(10_000, { ...read, ageMs: 4_000, stale: true }),
      ]),
      ['frankfurt cart v3 6000 66000 6000'],
    );
  });

  it('ends copies with a purge, and with time that is set back', () => {
    const make = eventMaker();
    const read = { kind: 'get', source: 'central', version: 1 } as const;
    const purged = [
      make(0, { ...read, node: 'singapore' }),
      make(0, { ...read, node: 'frankfurt' }),
      make(5_000, { kind: 'purge', node: 'frankfurt', key: '' }),
      make(9_000, { kind: 'clock', node: null, toMs: beginMs - 90_000 }),
    ];
    const ends = buildTimeline(purged, network).copies.map(({ to }) => Math.round(to));
    assert.deepEqual(
      ends.sort((a, b) => a - b),
      [5_000, 9_000],
    );
  });

  it('counts the writes that a read had missed', () => {
    const timeline = buildTimeline(staleStory(), network);
    const counts = timeline.marks
      .filter(({ shape }) => shape === 'stale')
      .map(({ event, position }) => behindAt(timeline, 'n1\0cart', event.version, position));
    assert.deepEqual(counts, [1, 2, 1, 1]);
  });

  it('narrows itself by key, project and request', () => {
    const timeline = buildTimeline(staleStory(), network);
    const count = (filter: object) => showTimeline(timeline, filter).events.length;
    assert.deepEqual(
      [{}, { key: 'visits' }, { key: 'i' }, { project: 'shop' }, { request: 'r5' }].map(count),
      [15, 1, 1, 14, 1],
    );
    assert.equal(count({ request: 'GET /ca', key: 'cart' }), 13);
  });
});

describe('scene', () => {
  it('holds no more than a screen can show, at every zoom', () => {
    const shown = showTimeline(buildTimeline(busyDay(10_000), network), {});
    for (const msPerPx of [0.5, 10, 90, 400, 1_600, 100_000]) {
      const zoomed = zoomTimeline(shown, msPerPx);
      for (const from of [-1_000, 0, 300_000, 1_190_000]) {
        const scene = sceneOf(zoomed, { from, msPerPx }, 900, null);
        const drawn = scene.marks.length + scene.copies.length + scene.spans.length;
        assert.ok(drawn < 1_500, `${drawn} at ${msPerPx} ms a pixel from ${from}`);
        assert.ok(scene.marks.every(({ x }) => x > 0 && x < 1_000));
      }
    }
  });
});
