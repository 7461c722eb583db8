import { availableParallelism, cpus } from 'node:os';

/** From this share of all cores on, threads wait for each other, and one more slows all down. */
const busyShareMax = 0.7;

/** Milliseconds for which the cores of this machine had nothing to do so far, of all together. */
export function machineIdleMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0);
}

/** What happened while a request waited for a thread. */
export interface ThreadProgress {
  /** Requests that ended. */
  readonly released: number;
  /** Time for which threads did not wait, of all together. */
  readonly busyMs: number;
  /** Time for which cores had nothing to do, whoever used the others; see {@link machineIdleMs}. */
  readonly idleMs: number;
  readonly elapsedMs: number;
}

/**
 * Whether one more thread would have helped: where no request has ended meanwhile, as while all
 * threads spin, or where threads waited for something else than for a core.
 */
export function isThreadMissing(
  { released, busyMs, idleMs, elapsedMs }: ThreadProgress,
  cores = availableParallelism(),
): boolean {
  const allMs = elapsedMs * cores;
  return released === 0 || (busyMs < allMs * busyShareMax && idleMs > allMs * (1 - busyShareMax));
}
