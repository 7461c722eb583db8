import type { ConsistencyEvent, ConsistencyFilter } from '../../rpc/consistencyMessages';
import { consistencyEventsMax } from '../../rpc/consistencyMessages';
import { showTimeline, type ShownTimeline } from './shownTimeline';
import { buildTimeline, type Timeline } from './timeline';

/** The events that the page keeps, and what is made of them. */
export interface EventStore {
  readonly shown: ShownTimeline;
  readonly size: number;
  /** Those that came while the picture stood still. */
  readonly waiting: number;
  add(events: readonly ConsistencyEvent[]): void;
  clear(): void;
  setPaused(paused: boolean): void;
  setFilter(filter: ConsistencyFilter): void;
  setNodes(nodes: readonly string[]): void;
}

/** @param changed is called after each change of what is shown or waits */
export function createEventStore(
  options: { readonly ttlMs: number; readonly nodes: readonly string[]; readonly paused: boolean },
  changed: () => void,
): EventStore {
  let { nodes, paused } = options;
  let events: readonly ConsistencyEvent[] = [];
  let waiting: ConsistencyEvent[] = [];
  let filter: ConsistencyFilter = {};
  let timeline: Timeline | undefined;
  let shown: ShownTimeline | undefined;

  const takeWaiting = (): void => {
    if (waiting.length === 0) return;
    events = [...events, ...waiting].slice(-consistencyEventsMax);
    waiting = [];
    timeline = undefined;
  };
  const tell = (): void => {
    shown = undefined;
    changed();
  };

  return {
    // Made when it is first looked at, so that a burst of batches costs one timeline.
    get shown() {
      timeline ??= buildTimeline(events, { ttlMs: options.ttlMs, nodes });
      shown ??= showTimeline(timeline, filter);
      return shown;
    },
    get size() {
      return events.length;
    },
    get waiting() {
      return waiting.length;
    },
    add(more) {
      waiting = [...waiting, ...more].slice(-consistencyEventsMax);
      // What was there before the page was opened is shown in any case.
      if (!paused || events.length === 0) takeWaiting();
      tell();
    },
    clear() {
      events = [];
      waiting = [];
      timeline = undefined;
      tell();
    },
    setPaused(next) {
      paused = next;
      if (!paused) takeWaiting();
      tell();
    },
    setFilter(next) {
      filter = next;
      tell();
    },
    setNodes(next) {
      nodes = next;
      timeline = undefined;
      tell();
    },
  };
}
