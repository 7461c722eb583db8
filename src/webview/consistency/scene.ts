import { clusterMarks, type Cluster } from './clusters';
import { copyGapPx, copyPx, gutterPx, laneBoxes, sceneHeight, type LaneBox } from './layout';
import { firstIndex } from './search';
import type { Lane, PlacedCopy, ShownTimeline } from './shownTimeline';
import { ticksOf, type Tick } from './ticks';
import type { Incident, Mark } from './timeline';
import type { Viewport } from './viewport';

export interface DrawnMark {
  readonly cluster: Cluster;
  readonly x: number;
  readonly y: number;
  readonly count: number;
  /** The first of the cluster. */
  readonly mark: Mark;
  readonly last: Mark;
}

export interface DrawnCopy {
  readonly copy: PlacedCopy;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Where it becomes stale; its right end where it does not. */
  readonly staleX: number;
}

export interface DrawnSpan {
  readonly box: LaneBox;
  readonly x: number;
  readonly width: number;
}

/** All that is seen, in pixels; nothing of what is not. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly { readonly box: LaneBox; readonly node: string | null }[];
  readonly ticks: readonly (Tick & { readonly x: number })[];
  readonly breaks: readonly { readonly x: number; readonly skippedMs: number | null }[];
  readonly spans: readonly DrawnSpan[];
  readonly copies: readonly DrawnCopy[];
  readonly links: readonly { readonly x: number; readonly fromY: number; readonly toY: number }[];
  readonly marks: readonly DrawnMark[];
  readonly incidents: readonly { readonly incident: Incident; readonly x: number }[];
  readonly nowX: number | null;
}

/** What stays the same while one pans: clusters depend on the zoom alone. */
export interface ZoomedTimeline {
  readonly shown: ShownTimeline;
  readonly msPerPx: number;
  readonly boxes: readonly LaneBox[];
  readonly clusters: readonly (readonly Cluster[])[];
  readonly copies: readonly (readonly PlacedCopy[])[];
}

export function zoomTimeline(shown: ShownTimeline, msPerPx: number): ZoomedTimeline {
  const clusters = shown.lanes.map(({ marks }) => clusterMarks(marks, msPerPx));
  const copies = shown.lanes.map((lane) => apart(lane.copies, msPerPx));
  return { shown, msPerPx, boxes: laneBoxes(shown), clusters, copies };
}

/** Copies of one row that begin closer together would be a blur; the last of them is drawn. */
const copiesApartPx = 5;

function apart(copies: readonly PlacedCopy[], msPerPx: number): readonly PlacedCopy[] {
  const kept: PlacedCopy[] = [];
  /** By row: where the group begins, and where its copy stands in `kept`. */
  const groups = new Map<number, { readonly from: number; readonly at: number }>();
  for (const copy of copies) {
    const group = groups.get(copy.row);
    if (group && copy.from - group.from < copiesApartPx * msPerPx) kept[group.at] = copy;
    else {
      groups.set(copy.row, { from: copy.from, at: kept.length });
      kept.push(copy);
    }
  }
  return kept.sort((a, b) => a.from - b.from);
}

/** So far beyond its place a mark's form reaches. */
const reachPx = 40;

/**
 * @param now place of the present on the axis, `null` where nobody knows it
 */
export function sceneOf(
  { shown, boxes, clusters, copies }: ZoomedTimeline,
  view: Viewport,
  width: number,
  now: number | null,
): Scene {
  const { axis } = shown.timeline;
  const plotPx = width - gutterPx;
  const xOf = (position: number) => gutterPx + (position - view.from) / view.msPerPx;
  const left = view.from - reachPx * view.msPerPx;
  const right = view.from + (plotPx + reachPx) * view.msPerPx;
  const isInSight = ({ position }: { readonly position: number }) =>
    position >= left && position <= right;
  const lanes = shown.lanes.flatMap((lane, index) => {
    const box = boxes[index];
    return box ? [{ lane, box, clusters: clusters[index] ?? [], copies: copies[index] ?? [] }] : [];
  });
  const marks = lanes.flatMap(({ lane, box, clusters: ofLane }) =>
    marksInSight(lane, ofLane, left, right).map(({ cluster, mark, last }): DrawnMark => {
      const x = xOf((cluster.from + cluster.to) / 2);
      return { cluster, x, y: box.markY, count: cluster.end - cluster.begin, mark, last };
    }),
  );
  const centreY = boxes[0]?.markY ?? 0;
  return {
    width,
    height: sceneHeight(boxes),
    lanes: lanes.map(({ lane, box }) => ({ box, node: lane.node })),
    ticks: ticksOf(axis, view, plotPx).map((tick) => ({ ...tick, x: xOf(tick.position) })),
    breaks: axis.breaks
      .filter(isInSight)
      .map(({ position, skippedMs }) => ({ x: xOf(position), skippedMs })),
    spans: lanes.flatMap(({ lane, box }) => spansInSight(lane, box, left, right, xOf)),
    copies: lanes.flatMap((one) => copiesInSight(one, left, right, xOf)),
    links: marks
      .filter(({ cluster }) => cluster.lane > 0 && cluster.writes)
      .map(({ x, y }) => ({ x, fromY: y, toY: centreY })),
    marks,
    incidents: shown.incidents
      .slice(
        firstIndex(shown.incidents, ({ position }) => position >= left),
        firstIndex(shown.incidents, ({ position }) => position > right),
      )
      .map((incident) => ({ incident, x: xOf(incident.position) })),
    nowX: now === null ? null : xOf(now),
  };
}

function marksInSight(lane: Lane, clusters: readonly Cluster[], left: number, right: number) {
  const begin = firstIndex(clusters, ({ to }) => to >= left);
  const end = firstIndex(clusters, ({ from }) => from > right);
  return clusters.slice(begin, end).flatMap((cluster) => {
    const mark = lane.marks[cluster.begin];
    const last = lane.marks[cluster.end - 1];
    return mark && last ? [{ cluster, mark, last }] : [];
  });
}

function spansInSight(
  { staleSpans }: Lane,
  box: LaneBox,
  left: number,
  right: number,
  xOf: (position: number) => number,
): readonly DrawnSpan[] {
  const begin = firstIndex(staleSpans, ([, to]) => to >= left);
  const end = firstIndex(staleSpans, ([from]) => from > right);
  return staleSpans.slice(begin, end).map(([from, to]) => {
    const x = xOf(Math.max(from, left));
    return { box, x, width: Math.max(1, xOf(Math.min(to, right)) - x) };
  });
}

const copyPxMin = 1.5;

function copiesInSight(
  { lane, box, copies }: { lane: Lane; box: LaneBox; copies: readonly PlacedCopy[] },
  left: number,
  right: number,
  xOf: (position: number) => number,
): readonly DrawnCopy[] {
  const begin = firstIndex(copies, ({ from }) => from >= left - lane.copyMax);
  const end = firstIndex(copies, ({ from }) => from > right);
  return copies.slice(begin, end).flatMap((copy): DrawnCopy[] => {
    if (copy.to < left) return [];
    const x = xOf(Math.max(copy.from, left));
    const toX = Math.max(x + copyPxMin, xOf(Math.min(copy.to, right)));
    const staleX = copy.staleFrom === null ? toX : Math.max(x, xOf(copy.staleFrom));
    const y = box.copiesTop + copy.row * (copyPx + copyGapPx);
    return [{ copy, x, y, width: toX - x, staleX: Math.min(staleX, toX) }];
  });
}
