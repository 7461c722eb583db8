import type { ConsistencyEvent } from '../../rpc/consistencyMessages';
import { trackCopies, type NodeCopy } from './copies';
import { createTimeAxis, type TimeAxis } from './timeAxis';

/** How an event is drawn, and what that means. */
export type Shape = 'hit' | 'miss' | 'stale' | 'write' | 'delete' | 'list' | 'refused' | 'bulk';

/** An event at its place. */
export interface Mark {
  readonly event: ConsistencyEvent;
  readonly shape: Shape;
  /** From 0, which is the centre. */
  readonly lane: number;
  readonly position: number;
}

/** Something that happened to caches or to time rather than to a key. */
export interface Incident {
  readonly event: ConsistencyEvent;
  readonly position: number;
  /** `null` for all lanes. */
  readonly lane: number | null;
}

/** All that happened, in lanes: the centre first, then the edge nodes. */
export interface Timeline {
  readonly axis: TimeAxis;
  /** Names of the edge nodes, lane 1 and on. */
  readonly nodes: readonly string[];
  readonly marks: readonly Mark[];
  readonly incidents: readonly Incident[];
  readonly copies: readonly NodeCopy[];
  /** Known versions of a key, each with its place, by {@link keyName}. */
  readonly writes: ReadonlyMap<string, readonly KnownWrite[]>;
  readonly lastEpoch: number;
}

/** A version that the central store got. */
export interface KnownWrite {
  readonly version: number;
  readonly position: number;
}

/** An event with its place in the order of all. */
export interface PlacedEvent {
  readonly event: ConsistencyEvent;
  readonly epoch: number;
  readonly position: number;
}

/** Ids of namespaces hold no null character. */
export function keyName({ space, key }: Pick<ConsistencyEvent, 'space' | 'key'>): string {
  return `${space}\0${key}`;
}

export function buildTimeline(
  events: readonly ConsistencyEvent[],
  { ttlMs, nodes: configured }: { readonly ttlMs: number; readonly nodes: readonly string[] },
): Timeline {
  const nodes = [...new Set([...configured, ...events.flatMap(({ node }) => node ?? [])])];
  const laneOf = new Map(nodes.map((node, index) => [node, index + 1]));
  const ordered = inOrder(events);
  // An entry outlives its last event by no more than this, so that nothing hides in a gap.
  const axis = createTimeAxis(
    ordered.map(({ event, epoch }) => ({ atMs: event.atMs, realMs: event.realMs, epoch })),
    ttlMs * 1.25,
  );
  const placed = ordered.map((one, index): PlacedEvent => ({
    ...one,
    position: axis.positions[index] ?? 0,
  }));
  const marks: Mark[] = [];
  const incidents: Incident[] = [];
  for (const { event, position } of placed) {
    const lane = event.node === null ? 0 : (laneOf.get(event.node) ?? 0);
    const shape = shapeOf(event);
    if (shape) marks.push({ event, shape, lane, position });
    else incidents.push({ event, position, lane: event.node === null ? null : lane });
  }
  const { copies, writes } = trackCopies(placed, { axis, laneOf, ttlMs });
  return { axis, nodes, marks, incidents, copies, writes, lastEpoch: ordered.at(-1)?.epoch ?? 0 };
}

export function shapeOf(event: ConsistencyEvent): Shape | undefined {
  if (event.error !== undefined) return 'refused';
  switch (event.kind) {
    case 'get':
      if (event.stale) return 'stale';
      return event.source === 'cache' ? 'hit' : 'miss';
    case 'put':
      return 'write';
    case 'delete':
    case 'list':
    case 'bulk':
      return event.kind;
    case 'purge':
    case 'clock':
      return undefined;
    default:
      return event.kind satisfies never;
  }
}

/** Whether an event changed the central store. */
export function isWrite({ kind, error, version }: ConsistencyEvent): boolean {
  return (kind === 'put' || kind === 'delete') && error === undefined && version !== null;
}

function inOrder(
  events: readonly ConsistencyEvent[],
): readonly { readonly event: ConsistencyEvent; readonly epoch: number }[] {
  const setBacks = events
    .filter(({ kind, atMs, toMs }) => kind === 'clock' && toMs !== undefined && toMs < atMs)
    .map(({ realMs }) => realMs)
    .sort((a, b) => a - b);
  const epochOf = ({ realMs }: ConsistencyEvent) =>
    setBacks.length === 0 ? 0 : setBacks.filter((one) => one < realMs).length;
  return events
    .map((event) => ({ event, epoch: epochOf(event) }))
    .sort(
      (a, b) =>
        a.epoch - b.epoch ||
        a.event.atMs - b.event.atMs ||
        a.event.realMs - b.event.realMs ||
        a.event.id - b.event.id,
    );
}

/** How many known writes of its key a read or a copy had missed at some place. */
export function behindAt(
  { writes }: Timeline,
  name: string,
  version: number | null,
  position: number,
): number {
  const missed = (writes.get(name) ?? []).filter(
    (write) => write.version > (version ?? 0) && write.position <= position,
  );
  return missed.length;
}
