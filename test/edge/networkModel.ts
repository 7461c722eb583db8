import type { NodeFault } from '../../src/edge/edgeFaults';

/** What happened to one key at one node, or to all of it. */
type NodeEvent =
  | { readonly kind: 'wrote'; readonly key: string; readonly write: Write }
  | {
      readonly kind: 'acked';
      readonly key: string;
      readonly write: Write;
      readonly version: number;
    }
  | { readonly kind: 'failed'; readonly key: string; readonly write: Write }
  | {
      readonly kind: 'read';
      readonly key: string;
      readonly found: Stored | null;
      /** How many events there were when the read began, and simulated time then. */
      readonly eventsBefore: number;
      readonly beganAtMs: number;
    }
  | { readonly kind: 'purged' };

/** A write by its identity. */
interface Write {
  readonly value: string | null;
  readonly atMs: number;
}

interface Stored {
  readonly value: string;
  readonly version: number;
}

/** What a node holds of a key. */
export interface Held {
  readonly value: string | null;
  /** `null` for a miss, and while it is being written. */
  readonly version: number | null;
  readonly atMs: number;
  readonly writing: Write | null;
}

interface NodeModel {
  readonly faults: Set<NodeFault>;
  readonly events: NodeEvent[];
  readonly roundTripMs: number;
}

/** An operation on its way. */
export interface Trip {
  readonly op: 'get' | 'put' | 'delete' | 'list';
  readonly node: string;
  readonly key: string;
  readonly eventsBefore: number;
  readonly beganAtMs: number;
  readonly write: Write | null;
  stage: 'out' | 'back';
  found: Stored | null;
  version: number;
  failsAfterCommit: boolean;
  keys: readonly string[];
}

/** What a step is to give: an error's code, a wait, or a result. */
export type Expected =
  | { readonly error: string }
  | { readonly waitMs: number; readonly trip: Trip }
  | { readonly held: Held }
  | { readonly done: Trip };

const ttlMs = 60_000;
const slowMs = 1_000;

/**
 * What section 2 of the specification promises, with ways that take time and faults. A node has no
 * cache here, but a diary; what it holds is told anew from all of it each time.
 */
export class NetworkModel {
  nowMs = 0;
  realistic = false;
  readonly centreFaults = new Set<NodeFault>();
  readonly #nodes: ReadonlyMap<string, NodeModel>;
  readonly #cacheMisses: boolean;
  readonly #centre = new Map<string, Stored>();
  #version = 0;

  constructor(nodes: readonly { id: string; roundTripMs: number }[], cacheMisses: boolean) {
    this.#nodes = new Map(
      nodes.map(({ id, roundTripMs }) => [id, { roundTripMs, faults: new Set(), events: [] }]),
    );
    this.#cacheMisses = cacheMisses;
  }

  node(id: string): NodeModel {
    const node = this.#nodes.get(id);
    if (!node) throw new Error(`no node ${id}`);
    return node;
  }

  centre(key: string): Stored | null {
    return this.#centre.get(key) ?? null;
  }

  /** A change at the central store; a deletion of what is missing has the last version. */
  change(key: string, value: string | null): number {
    if (value === null && !this.#centre.has(key)) return this.#version;
    this.#version += 1;
    if (value === null) this.#centre.delete(key);
    else this.#centre.set(key, { value, version: this.#version });
    return this.#version;
  }

  begin(op: Trip['op'], node: string, key: string, value: string | null): Expected {
    const { faults, events } = this.node(node);
    if (faults.has('down')) return { error: 'NODE_DOWN' };
    const held = op === 'get' ? this.held(node, key) : null;
    if (held) return { held };
    const blocked = this.#blocked(node);
    if (blocked) return blocked;
    const isWrite = op === 'put' || op === 'delete';
    const write = isWrite ? { value, atMs: this.nowMs } : null;
    const trip: Trip = {
      ...{ op, node, key, write, stage: 'out', found: null, version: 0, keys: [] },
      ...{ eventsBefore: events.length, beganAtMs: this.nowMs, failsAfterCommit: false },
    };
    if (write) events.push({ kind: 'wrote', key, write });
    return { waitMs: this.#oneWayMs(node), trip };
  }

  goOn(trip: Trip): Expected {
    const { node, key, op, write } = trip;
    const { events, faults } = this.node(node);
    const blocked = this.#blocked(node);
    if (blocked) {
      if (write) events.push({ kind: 'failed', key, write });
      return blocked;
    }
    if (trip.stage === 'out') {
      trip.stage = 'back';
      if (op === 'get') trip.found = this.centre(key);
      if (op === 'list') trip.keys = [...this.#centre.keys()].sort();
      if (write) trip.version = this.change(key, write.value);
      trip.failsAfterCommit =
        faults.has('errorAfterCommit') || this.centreFaults.has('errorAfterCommit');
      return { waitMs: this.#oneWayMs(node), trip };
    }
    if (write) events.push({ kind: 'acked', key, write, version: trip.version });
    if (write && trip.failsAfterCommit) return { error: 'ERROR_AFTER_COMMIT' };
    if (op === 'get') {
      const { found, eventsBefore, beganAtMs } = trip;
      events.push({ kind: 'read', key, found, eventsBefore, beganAtMs });
    }
    return { done: trip };
  }

  purge(node: string): void {
    this.node(node).events.push({ kind: 'purged' });
  }

  /** What the node would serve now from what it has. */
  held(node: string, key: string): Held | null {
    const held = this.#tell(node, key);
    return held && this.nowMs - held.atMs < ttlMs ? held : null;
  }

  #blocked(node: string): { readonly error: string } | null {
    const { faults } = this.node(node);
    if (faults.has('down')) return { error: 'NODE_DOWN' };
    if (faults.has('cutOff')) return { error: 'NODE_CUT_OFF' };
    return this.centreFaults.has('down') ? { error: 'CENTRE_DOWN' } : null;
  }

  #oneWayMs(node: string): number {
    const { roundTripMs, faults } = this.node(node);
    let ms = this.realistic ? roundTripMs : 0;
    if (faults.has('slow')) ms += slowMs;
    if (this.centreFaults.has('slow')) ms += slowMs;
    return ms / 2;
  }

  /** Reads the diary from its first page: what is held, and the newest version that is known. */
  #tell(node: string, key: string): Held | null {
    let held: Held | null = null;
    let newest = 0;
    /** After which event something was last learned of the key, or everything forgotten. */
    let learnedAt = 0;
    /** Whether what was learned last has a version to compare with. */
    let hasVersion = false;
    let purgedAt = 0;
    for (const [index, event] of this.node(node).events.entries()) {
      if (event.kind === 'purged') {
        [held, newest, hasVersion, purgedAt, learnedAt] = [null, 0, false, index + 1, 0];
        continue;
      }
      if (event.key !== key) continue;
      switch (event.kind) {
        case 'wrote': {
          const { value, atMs } = event.write;
          held = { value, version: null, atMs, writing: event.write };
          [newest, hasVersion, learnedAt] = [0, false, index + 1];
          break;
        }
        case 'failed':
          if (held?.writing === event.write) held = null;
          break;
        case 'acked': {
          const { write, version } = event;
          const isOwn: boolean = held?.writing === write;
          const settled = this.#settled(write.value, version, write.atMs);
          if (isOwn) held = newest > version ? null : settled;
          else if (held && !held.writing && newest <= version) held = hasVersion ? settled : null;
          newest = Math.max(newest, version);
          [hasVersion, learnedAt] = [true, index + 1];
          break;
        }
        case 'read': {
          const { found, eventsBefore, beganAtMs } = event;
          if (held?.writing) break;
          // Asked before everything was forgotten, and nothing is known since.
          if (learnedAt === 0 && purgedAt > eventsBefore) break;
          const isComparable = found !== null && hasVersion;
          const isLate = learnedAt > eventsBefore;
          if (isLate && !(isComparable && found.version > newest)) break;
          held = this.#settled(found?.value ?? null, found?.version ?? 0, beganAtMs);
          [newest, hasVersion] = [found?.version ?? 0, found !== null];
          learnedAt = index + 1;
          break;
        }
        default:
          event satisfies never;
      }
    }
    return held;
  }

  #settled(value: string | null, version: number, atMs: number): Held | null {
    if (value === null) {
      return this.#cacheMisses ? { value, version: null, atMs, writing: null } : null;
    }
    return { value, version, atMs, writing: null };
  }
}
