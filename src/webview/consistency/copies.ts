import type { TimeAxis } from './timeAxis';
import { isWrite, keyName, type KnownWrite, type PlacedEvent } from './timeline';

/** What a node's cache held of a key, from its arrival until it was no longer served. */
export interface NodeCopy {
  readonly lane: number;
  readonly space: string;
  readonly spaceName: string;
  readonly key: string;
  readonly version: number | null;
  /** Places on the axis. */
  readonly from: number;
  readonly to: number;
  /** From here on the central store held something newer; `null` for never. */
  readonly staleFrom: number | null;
  /** Simulated times. */
  readonly cachedAtMs: number;
  readonly expiresAtMs: number;
}

interface OpenCopy extends Omit<NodeCopy, 'to' | 'staleFrom'> {
  readonly end: number;
  staleFrom: number | null;
}

/** Follows what each node holds, from what its operations tell. */
export function trackCopies(
  events: readonly PlacedEvent[],
  {
    axis,
    laneOf,
    ttlMs,
  }: {
    readonly axis: TimeAxis;
    readonly laneOf: ReadonlyMap<string, number>;
    readonly ttlMs: number;
  },
): {
  readonly copies: readonly NodeCopy[];
  readonly writes: ReadonlyMap<string, readonly KnownWrite[]>;
} {
  const copies: NodeCopy[] = [];
  const writes = new Map<string, KnownWrite[]>();
  /** By key, then by lane. */
  const open = new Map<string, Map<number, OpenCopy>>();

  function close(name: string, lane: number, position: number): void {
    const copy = open.get(name)?.get(lane);
    if (!copy) return;
    open.get(name)?.delete(lane);
    const { end, staleFrom, ...facts } = copy;
    const to = Math.min(end, position);
    copies.push({
      ...facts,
      to,
      staleFrom: staleFrom !== null && staleFrom < to ? staleFrom : null,
    });
  }

  function start({ event, epoch, position }: PlacedEvent, lane: number): void {
    const name = keyName(event);
    const { space, spaceName, key, version } = event;
    const cachedAtMs = event.atMs - event.ageMs;
    const from = event.ageMs > 0 ? axis.at(epoch, cachedAtMs) : position;
    const expiresAtMs = cachedAtMs + ttlMs;
    const newer = (writes.get(name) ?? []).find((write) => write.version > (version ?? 0));
    const since = newer ? Math.max(from, newer.position) : null;
    const staleFrom = event.stale ? (since ?? from) : since;
    const end = axis.at(epoch, expiresAtMs);
    const place = { lane, space, spaceName, key, version, from, cachedAtMs, expiresAtMs };
    const lanes = open.get(name) ?? new Map<number, OpenCopy>();
    open.set(name, lanes.set(lane, { ...place, end, staleFrom }));
  }

  function noteWrite({ event, position }: PlacedEvent): void {
    const name = keyName(event);
    const version = event.version ?? 0;
    const known = writes.get(name) ?? [];
    known.push({ version, position });
    writes.set(name, known);
    for (const copy of open.get(name)?.values() ?? []) {
      if ((copy.version ?? 0) < version) copy.staleFrom ??= position;
    }
  }

  function read(placed: PlacedEvent, lane: number): void {
    const { event, position } = placed;
    const name = keyName(event);
    const held = open.get(name)?.get(lane);
    const isSame =
      event.source === 'cache' &&
      held?.version === event.version &&
      // Events carry whole milliseconds.
      Math.abs(held.cachedAtMs - (event.atMs - event.ageMs)) <= 1;
    if (isSame) {
      if (event.stale) held.staleFrom ??= position;
      return;
    }
    close(name, lane, position);
    if (event.source === 'cache' || event.version !== null) start(placed, lane);
  }

  for (const placed of events) {
    const { event, position } = placed;
    const lane = event.node === null ? 0 : (laneOf.get(event.node) ?? 0);
    if (event.error !== undefined) continue;
    if (isWrite(event)) noteWrite(placed);
    if (event.kind === 'purge') {
      for (const [name, lanes] of open) {
        for (const held of [...lanes.keys()]) {
          if (lane === 0 || held === lane) close(name, held, position);
        }
      }
    } else if (event.kind === 'clock' && (event.toMs ?? event.atMs) < event.atMs) {
      // Nobody serves a copy from the future.
      for (const [name, lanes] of open) {
        for (const held of [...lanes.keys()]) close(name, held, position);
      }
    } else if (lane > 0 && event.kind === 'get') read(placed, lane);
    else if (lane > 0 && (event.kind === 'put' || event.kind === 'delete')) {
      close(keyName(event), lane, position);
      if (event.kind === 'put') start(placed, lane);
    }
  }
  for (const [name, lanes] of open) {
    for (const lane of [...lanes.keys()]) close(name, lane, Infinity);
  }
  copies.sort((a, b) => a.from - b.from);
  return { copies, writes };
}
