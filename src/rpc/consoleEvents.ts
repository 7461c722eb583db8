/**
 * Something that no function did: a change made in the console, an emptied cache, or another
 * simulated time. Times are milliseconds since 1970.
 */
export type ConsoleEvent = {
  /** Counts all of them, from 1. */
  readonly sequence: number;
  /** Simulated time at which it happened; before the change where time itself changed. */
  readonly atMs: number;
  /** Real time. */
  readonly realMs: number;
} & (
  | {
      readonly kind: 'put' | 'delete';
      readonly account: string;
      readonly namespace: string;
      readonly namespaceId: string;
      readonly key: string;
      readonly version: number;
      readonly replacedVersion: number | null;
      /** Bytes of the value; 0 for a deletion. */
      readonly bytes: number;
    }
  /** Many records at once: an import, a restored snapshot, an emptied namespace. */
  | {
      readonly kind: 'bulk';
      readonly account: string;
      readonly namespace: string;
      readonly namespaceId: string;
    }
  /** `node` is `null` for all nodes. */
  | { readonly kind: 'purge'; readonly node: string | null }
  | { readonly kind: 'clock'; readonly toMs: number; readonly paused: boolean }
);

/** So many of them are kept, the newest. */
export const consoleEventsMax = 2_000;
