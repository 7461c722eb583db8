import { availableParallelism } from 'node:os';

/** From this share of all cores on, threads wait for each other, and one more slows all down. */
const busyShareMax = 0.7;

/** What happened while a request waited for a thread. */
export interface ThreadProgress {
  /** Requests that ended. */
  readonly released: number;
  /** Time for which threads did not wait, of all together. */
  readonly busyMs: number;
  readonly elapsedMs: number;
}

/**
 * Whether one more thread would have helped: where no request has ended meanwhile, as while all
 * threads spin, or where threads waited for something else than for a core.
 */
export function isThreadMissing(
  { released, busyMs, elapsedMs }: ThreadProgress,
  cores = availableParallelism(),
): boolean {
  return released === 0 || busyMs < elapsedMs * cores * busyShareMax;
}
