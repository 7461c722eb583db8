import type { ConsistencyFilter } from '../../rpc/consistencyMessages';
import { element } from '../dom';
import { cardContent, openHint } from './cardContent';
import type { ConsistencyHost } from './consistencyHost';
import { eventFacts, eventTitle } from './describe';
import { detailCard } from './detailCard';
import { markReach } from './drawMark';
import type { Highlight } from './drawScene';
import { isNarrow, marksInQuestion } from './eventFilter';
import type { EventStore } from './eventStore';
import { targetAt, type Target } from './hitTest';
import { gutterPx } from './layout';
import { paintCanvas } from './paintCanvas';
import { onThemeChange, readPalette } from './palette';
import { sceneOf, zoomTimeline, type Scene, type ZoomedTimeline } from './scene';
import { sceneWords } from './sceneWords';
import type { SimulatedNow } from './simulatedNow';
import { timelineKeys } from './timelineKeys';
import { timelinePointer } from './timelinePointer';
import type { Mark } from './timeline';
import { timelineSight } from './timelineSight';
import { centred, fitted, following, panned, revealing, zoomed } from './viewport';

/** The picture: a canvas that shows only what is in sight, with its pointer and keys. */
export function timelinePage(
  host: ConsistencyHost,
  store: EventStore,
  now: SimulatedNow,
  {
    announce,
    togglePause,
  }: {
    readonly announce: (text: string) => void;
    readonly togglePause: () => void;
  },
) {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const picture = element(
    'div',
    {
      ...{ class: 'picture', tabindex: '0', role: 'application' },
      'aria-label': host.say('timelineLabel'),
    },
    canvas,
  );
  const empty = element('p', { class: 'empty' });
  const card = detailCard();
  const root = element('section', { class: 'timeline' }, picture, empty, card.root);
  const words = sceneWords(host);

  let palette = readPalette();
  let zoomedTimeline: ZoomedTimeline | undefined;
  let scene: Scene | undefined;
  let focus: Mark | undefined;
  let frame = 0;
  let later: ReturnType<typeof setTimeout> | undefined;

  const widthPx = () => Math.max(gutterPx + 100, picture.clientWidth);
  const plotPx = () => widthPx() - gutterPx;
  const sight = timelineSight(host, store, now, { plotPx, changed: request });

  function request(): void {
    if (frame === 0 && !root.hidden) frame = requestAnimationFrame(draw);
  }

  function zoomedNow(): ZoomedTimeline {
    const { shown } = store;
    if (zoomedTimeline?.shown !== shown || zoomedTimeline.msPerPx !== sight.view.msPerPx) {
      zoomedTimeline = zoomTimeline(shown, sight.view.msPerPx);
    }
    return zoomedTimeline;
  }

  function makeScene(): Scene {
    sight.place();
    const made = sceneOf(zoomedNow(), sight.view, widthPx(), sight.nowPosition());
    return host.isLive ? made : { ...made, ticks: [] };
  }

  function draw(): void {
    frame = 0;
    if (root.hidden) return;
    scene = makeScene();
    paintCanvas(canvas, scene, { palette, words, highlight: highlightOf(scene) });
    canvas.dataset['drawn'] = `${scene.marks.length + scene.copies.length + scene.spans.length}`;
    showEmptiness();
    goOn();
  }

  /** Time passes by itself only while it moves what is seen. */
  function goOn(): void {
    clearTimeout(later);
    if (now.paused || host.state.paused || store.size === 0) return;
    later = setTimeout(request, Math.min(1_000, Math.max(16, sight.view.msPerPx)));
  }

  function showEmptiness(): void {
    empty.hidden = store.shown.events.length > 0;
    // What happened to time alone is no event of a key.
    const isFiltered = store.size > 0 && isNarrow(host.state);
    empty.textContent = host.say(isFiltered ? 'emptyFiltered' : 'empty');
  }

  function highlightOf(from: Scene): Highlight | undefined {
    if (!focus || document.activeElement !== picture) return undefined;
    const drawn = from.marks.find(
      ({ cluster, mark }) =>
        cluster.lane === focus?.lane &&
        (mark.event.id === focus.event.id ||
          (cluster.from <= focus.position && cluster.to >= focus.position)),
    );
    return drawn && { x: drawn.x, y: drawn.y, reach: markReach(drawn) };
  }

  function moveTo(mark: Mark | undefined): void {
    focus = mark;
    if (!mark) return;
    sight.set(revealing(sight.view, mark.position, plotPx()));
    const facts = eventFacts(store.shown.timeline, mark, host);
    const title = eventTitle(mark.event, host);
    announce([title, ...facts.map(([name, value]) => `${name}: ${value}`)].join(', '));
    const box = picture.getBoundingClientRect();
    const shown = makeScene();
    const lit = highlightOf(shown);
    if (lit) {
      const at = { x: box.left + lit.x, y: box.top + lit.y - picture.scrollTop };
      card.show({ title, facts, hint: openHint(mark, host) }, at);
    }
  }

  function open({ event }: Mark): void {
    const what = event.place === undefined ? 'record' : 'code';
    host.post({ type: 'open', id: event.id, what });
  }

  function tell(target: Target | undefined, at: { x: number; y: number }): void {
    picture.style.cursor = target?.kind === 'mark' || target?.kind === 'copy' ? 'pointer' : '';
    if (!target) return card.hide();
    card.show(cardContent(store.shown, target, host), at);
  }

  function press(target: Target | undefined): void {
    if (target?.kind === 'copy') {
      const [account = '', namespace = ''] = target.drawn.copy.spaceName.split(' / ');
      host.post({ type: 'openKey', account, namespace, key: target.drawn.copy.key });
    } else if (target?.kind === 'mark') {
      const { cluster, count, mark } = target.drawn;
      if (count === 1) return open(mark);
      const msPerPx = Math.max(
        (cluster.to - cluster.from) / (plotPx() * 0.6),
        sight.view.msPerPx / 20,
      );
      const middle = (cluster.from + cluster.to) / 2;
      sight.set({ from: middle - (plotPx() / 2) * msPerPx, msPerPx });
    }
  }

  const actions = {
    zoom: (factor: number, aroundPx = plotPx() / 2) =>
      sight.set(zoomed(sight.view, factor, aroundPx), sight.follows && !now.paused),
    fit: () => {
      sight.set(fitted(store.shown.events[0]?.position ?? 0, sight.end(), plotPx()));
    },
    /** Brings what a filter is about into sight. */
    look: (filter: ConsistencyFilter) => {
      const marks = marksInQuestion(filter, store.shown.events);
      const [first] = marks;
      if (!first) return actions.fit();
      sight.set(centred(first.position, marks.at(-1)?.position ?? first.position, plotPx()));
    },
    toNow: () => {
      sight.set(following(sight.view, sight.nowPosition() ?? sight.end(), plotPx()), true);
    },
    togglePause,
  };
  timelinePointer(picture, {
    tell: (x, y, at) => {
      tell(scene && targetAt(scene, x, y + picture.scrollTop), at);
    },
    press: (x, y) => {
      press(scene && targetAt(scene, x, y + picture.scrollTop));
    },
    pan: (px) => {
      sight.set(panned(sight.view, px));
    },
    zoom: (factor, x) => {
      actions.zoom(factor, x - gutterPx);
    },
    leave: () => {
      card.hide();
    },
  });
  timelineKeys(picture, {
    ...actions,
    shown: () => store.shown,
    focus: () => focus,
    moveTo,
    open: () => {
      if (focus) open(focus);
    },
    leave: () => {
      card.hide();
      request();
    },
    redraw: request,
  });
  onThemeChange(() => {
    palette = readPalette();
    request();
  });
  new ResizeObserver(request).observe(picture);

  return {
    root,
    ...actions,
    request,
    /** What is in sight, to be drawn elsewhere. */
    picture: () => ({ scene: makeScene(), palette, words }),
    stop(): void {
      clearTimeout(later);
    },
  };
}
