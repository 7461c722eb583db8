import assert from 'node:assert/strict';
import { markReach } from '../../../src/webview/consistency/drawMark';
import { drawScene } from '../../../src/webview/consistency/drawScene';
import { gutterPx, textPx } from '../../../src/webview/consistency/layout';
import type { Palette } from '../../../src/webview/consistency/palette';
import { sceneOf, zoomTimeline } from '../../../src/webview/consistency/scene';
import { showTimeline } from '../../../src/webview/consistency/shownTimeline';
import { svgSurface } from '../../../src/webview/consistency/svgSurface';
import { createTimeAxis, type Moment } from '../../../src/webview/consistency/timeAxis';
import { behindAt, buildTimeline } from '../../../src/webview/consistency/timeline';
import { fitted, type Viewport } from '../../../src/webview/consistency/viewport';
import { beginMs, busyDay, eventMaker, staleStory, threeNodes } from './events';

const palette: Palette = {
  ...{ foreground: '#000', background: '#fff', faint: '#555', line: '#ccc', focus: '#00f' },
  ...{ hit: '#0a0', miss: '#00a', stale: '#a80', write: '#808', error: '#a00' },
  isHighContrast: false,
};
const legend = { write: 'write', delete: 'delete', hit: 'hit', miss: 'miss', stale: 'stale' };
const words = {
  ...{ centre: 'Central store', incident: () => '+43 s', skipped: () => '+43 s' },
  legend: { ...legend, list: 'l', refused: 'r', bulk: 'b', copy: 'c', staleCopy: 's' },
  time: (ms: number) => new Date(ms).toISOString().slice(11, 19),
};
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
    assert.equal(count({ request: 'r5, r6' }), 2);
    assert.equal(count({ around: 'r6' }), 15);
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

  const story = showTimeline(buildTimeline(staleStory(), network), {});
  const width = 900;
  const sceneAt = (view: Viewport) => sceneOf(zoomTimeline(story, view.msPerPx), view, width, null);

  it('has room for the first and the last mark where all is shown', () => {
    const make = eventMaker();
    const put = { kind: 'put', node: 'singapore', source: 'central' } as const;
    const puts = [make(0, { ...put, version: 100_001 }), make(9_000, { ...put, version: 100_002 })];
    const shown = showTimeline(buildTimeline(puts, network), {});
    const view = fitted(0, shown.timeline.axis.end, width - gutterPx);
    const { marks } = sceneOf(zoomTimeline(shown, view.msPerPx), view, width, null);
    assert.equal(marks.length, 4);
    for (const mark of marks) {
      assert.ok(mark.x - markReach(mark) >= gutterPx && mark.x + markReach(mark) <= width);
    }
  });

  it('says whole, or not at all, how long nothing happened', () => {
    const make = eventMaker();
    const put = { kind: 'put', node: 'singapore', source: 'central' } as const;
    const puts = [make(0, { ...put, version: 1 }), make(500_000, { ...put, version: 2 })];
    const shown = showTimeline(buildTimeline(puts, network), {});
    let said = 0;
    for (let from = -10_000; from < 90_000; from += 400) {
      const view = { from, msPerPx: 90 };
      const surface = svgSurface(width, 400);
      const scene = sceneOf(zoomTimeline(shown, view.msPerPx), view, width, null);
      drawScene(surface, scene, { palette, words: { ...words, skipped: () => 'a while' } });
      const x = Number(/<text x="([^"]+)"[^>]*>a while</.exec(surface.toString())?.[1] ?? NaN);
      if (Number.isNaN(x)) continue;
      said += 1;
      const half = textPx('a while', 10) / 2;
      assert.ok(x - half >= gutterPx && x + half <= width, `at ${x} from ${from}`);
    }
    assert.ok(said > 50);
  });

  it('cuts no text off at its right edge', () => {
    for (let from = -20_000; from < 80_000; from += 900) {
      const surface = svgSurface(width, 400);
      drawScene(surface, sceneAt({ from, msPerPx: 90 }), { palette, words });
      const texts = surface
        .toString()
        .matchAll(/<text x="([^"]+)".*? font-size="(\d+)" text-anchor="(\w+)".*?>([^<]*)</g);
      for (const [, x, size, anchor, text = ''] of texts) {
        // Marks go out of sight as a whole.
        if (/^(×|✕ )?[v\d–]+$/.test(text)) continue;
        const right = Number(x) + textPx(text, Number(size)) * (anchor === 'middle' ? 0.5 : 1);
        assert.ok(right <= width + 1, `${text} ends at ${right} from ${from}`);
      }
    }
  });
});
