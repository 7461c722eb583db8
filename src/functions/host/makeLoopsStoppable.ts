import { setFlagsFromString } from 'node:v8';

/**
 * Versions of V8 whose unrolled loops never look whether they are to end, where all that they call
 * is built in: `for (;;) all.push(new Array(1000).fill(0))` passes every bound, of time and of
 * memory, and not even the end of its thread ends it. [observed with Node 24.21]
 */
const unstoppable = { first: 12, last: 14 } as const;

/** To be called before the first thread of functions starts. */
export function makeLoopsStoppable(): void {
  const major = Number.parseInt(process.versions.v8, 10);
  // Other versions may not know the flag, and say so on the error output.
  if (major < unstoppable.first || major > unstoppable.last) return;
  setFlagsFromString('--no-turboshaft-loop-unrolling');
}
