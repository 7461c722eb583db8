import type { RecordInfo } from '../../rpc/emulatorData';

/** What the file service of VS Code decides by: whether a file has changed since it was read. */
export interface FileStamp {
  readonly mtime: number;
  readonly size: number;
}

/** What a write may rely on: a version, `null` for a missing record, or nothing. */
export type WriteCondition =
  | { readonly kind: 'none' }
  | { readonly kind: 'version'; readonly version: number | null }
  | { readonly kind: 'changed' };

interface Page {
  readonly identity: string;
  readonly mtime: number;
}

interface Sighting {
  readonly version: number | null;
  /** When this version was last and the one before it was last reported. */
  readonly atMs: number;
  readonly otherAtMs: number;
}

/** A stat older than this was not made for the write that comes. */
const statCountsMs = 60_000;

/** Two versions reported within this time: the record changed between stat and write. */
const raceMs = 1_000;

/**
 * Makes stamps that differ whenever a record differs, and remembers the version that the last stat
 * of a record reported.
 *
 * Before it writes, VS Code compares the new stat with the one it read the text with, and calls
 * the file changed only where `mtime` has grown *and* `size` differs. So `mtime` is the real time
 * at which this window first saw the version (it grows even where simulated time goes back or a
 * namespace is made anew), and the fraction of `size` is a fingerprint of the version.
 */
export class StatBook {
  readonly #now: () => number;
  readonly #pages = new Map<string, Page>();
  readonly #sightings = new Map<string, Sighting>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The stamp of a record as it is now; what {@link condition} then holds a write to. */
  stat(path: string, info: RecordInfo): FileStamp {
    this.#sight(path, info.version);
    const identity = `${info.version} ${info.size} ${info.updatedAtMs}`;
    const before = this.#pages.get(path);
    if (before?.identity === identity) return { mtime: before.mtime, size: stampSize(info) };
    const mtime = Math.max(this.#now(), (before?.mtime ?? 0) + 1);
    this.#pages.set(path, { identity, mtime });
    return { mtime, size: stampSize(info) };
  }

  missing(path: string): void {
    this.#sight(path, null);
  }

  /** After a write of our own, the version that it made. */
  written(path: string, version: number): void {
    this.#sightings.set(path, { version, atMs: this.#now(), otherAtMs: -Infinity });
  }

  /** What a write that arrives now may rely on. */
  condition(path: string): WriteCondition {
    const seen = this.#sightings.get(path);
    const now = this.#now();
    if (!seen || now - seen.atMs > statCountsMs) return { kind: 'none' };
    if (now - seen.otherAtMs < raceMs) return { kind: 'changed' };
    return { kind: 'version', version: seen.version };
  }

  #sight(path: string, version: number | null): void {
    const before = this.#sightings.get(path);
    const sameVersion = before?.version === version;
    this.#sightings.set(path, {
      version,
      atMs: this.#now(),
      otherAtMs: before === undefined ? -Infinity : sameVersion ? before.otherAtMs : before.atMs,
    });
  }
}

/** Values end at 2^25 bytes, so 28 bits of fraction are exact in a double. */
const fractionBits = 28;

/** The size in bytes, with a fingerprint of version and time as its fraction. */
export function stampSize(info: RecordInfo): number {
  const high = Math.floor(info.updatedAtMs / 2 ** 32);
  const mixed =
    Math.imul(info.version, 0x9e3779b1) ^ Math.imul(info.updatedAtMs | 0, 0x85ebca6b) ^ high;
  return info.size + ((mixed >>> 0) % 2 ** fractionBits) / 2 ** fractionBits;
}
