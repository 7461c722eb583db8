import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Namespace } from './namespace/namespace';
import type { NamespaceUsage } from './store';

/** Records that are looked at between two turns. */
const recordsPerTurn = 20_000;

/** How many of the largest values are named. */
const largestMax = 5;

/**
 * Finds out what fills a namespace, in small steps between which other calls go on.
 *
 * @param current asked anew for each step, since the namespace may go meanwhile
 */
export async function measureUsage(current: () => Namespace): Promise<NamespaceUsage> {
  let largest: readonly { readonly key: string; readonly size: number }[] = [];
  for (let id = 0; ;) {
    const span = current().largest(id, recordsPerTurn, largestMax);
    if (!span) break;
    largest = [...largest, ...span.rows].sort((a, b) => b.size - a.size).slice(0, largestMax);
    id = span.nextId;
    await nextTurn();
  }
  const { records, bytes, lastWriteAtMs } = current().state;
  return { records, bytes, lastWriteAtMs: lastWriteAtMs || null, largest };
}
