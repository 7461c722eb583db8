import type { ConsistencyFilter } from '../../rpc/consistencyMessages';
import type { NodeCopy } from './copies';
import { eventFilter, isNarrow } from './eventFilter';
import { isWrite, keyName, type Incident, type Mark, type Timeline } from './timeline';

/** A copy with the row of its lane that it is drawn in. */
export interface PlacedCopy extends NodeCopy {
  readonly row: number;
}

/** One lane of what a filter leaves. */
export interface Lane {
  /** `null` for the centre. */
  readonly node: string | null;
  /** In the order of their positions. */
  readonly marks: readonly Mark[];
  /** In the order of their beginnings. */
  readonly copies: readonly PlacedCopy[];
  /** The longest copy, on the axis. */
  readonly copyMax: number;
  /** Stretches in which any copy is stale, apart from each other and in order. */
  readonly staleSpans: readonly (readonly [from: number, to: number])[];
}

/** What a filter leaves of a timeline. */
export interface ShownTimeline {
  readonly timeline: Timeline;
  readonly lanes: readonly Lane[];
  readonly incidents: readonly Incident[];
  /** All marks but those that a write leaves at the centre, in order. */
  readonly events: readonly Mark[];
}

/** More copies at a time share the last row. */
export const copyRowsMax = 3;

export function showTimeline(timeline: Timeline, filter: ConsistencyFilter): ShownTimeline {
  const keys = new Set(timeline.marks.map(({ event }) => event.key));
  const fits = eventFilter(filter, keys);
  const events = timeline.marks.filter(({ event }) => fits(event));
  const names = isNarrow(filter) ? new Set(events.map(({ event }) => keyName(event))) : undefined;
  const marks: Mark[][] = [null, ...timeline.nodes].map(() => []);
  for (const mark of events) {
    marks[mark.lane]?.push(mark);
    if (mark.lane > 0 && isWrite(mark.event)) marks[0]?.push({ ...mark, lane: 0 });
  }
  const copies: NodeCopy[][] = marks.map(() => []);
  for (const copy of timeline.copies) {
    if (!names || names.has(keyName(copy))) copies[copy.lane]?.push(copy);
  }
  return {
    timeline,
    events,
    incidents: timeline.incidents,
    lanes: marks.map((ofLane, lane): Lane => {
      const own = copies[lane] ?? [];
      return {
        node: lane === 0 ? null : (timeline.nodes[lane - 1] ?? null),
        marks: ofLane,
        copies: inRows(own),
        copyMax: own.reduce((most, { from, to }) => Math.max(most, to - from), 0),
        staleSpans: staleSpans(own),
      };
    }),
  };
}

/** A key keeps its row for as long as it is free. */
function inRows(copies: readonly NodeCopy[]): readonly PlacedCopy[] {
  const ends: number[] = [];
  const rowOf = new Map<string, number>();
  return copies.map((copy) => {
    const name = keyName(copy);
    const isFree = (row: number) => (ends[row] ?? -1) <= copy.from;
    const usual = rowOf.get(name);
    let row =
      usual !== undefined && isFree(usual) ? usual : ends.findIndex((_, one) => isFree(one));
    if (row < 0) row = Math.min(ends.length, copyRowsMax - 1);
    ends[row] = Math.max(ends[row] ?? 0, copy.to);
    rowOf.set(name, row);
    return { ...copy, row };
  });
}

function staleSpans(copies: readonly NodeCopy[]): readonly (readonly [number, number])[] {
  const spans = copies
    .flatMap(({ staleFrom, to }): [number, number][] =>
      staleFrom === null ? [] : [[staleFrom, to]],
    )
    .sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [from, to] of spans) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}
