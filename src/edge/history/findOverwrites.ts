import type { SeenOperation } from './seenRequest';

/** A write over a version that its request had not seen. */
export interface Overwrite<O extends SeenOperation> {
  readonly operation: O;
  /** What the request knew of the key. */
  readonly read: O;
}

interface Known<O> {
  /** `null`: it knew that there was no record. */
  readonly version: number | null;
  readonly read: O;
  readonly sinceMs: number;
}

/** Times are sums of fractions. */
const roundingMs = 1e-6;

/**
 * Finds the writes of one request that lose what others have written: to a key that the request
 * had read, over a version that it had neither read nor written.
 *
 * A write that began before the read had ended does not follow from it, and a deletion of what is
 * missing loses nothing. A write of the same bytes may: two counters that both write "1" have.
 *
 * @param operations of one request, in the order in which they ended
 */
export function findOverwrites<O extends SeenOperation>(
  operations: readonly O[],
): readonly Overwrite<O>[] {
  const known = new Map<string, Known<O>>();
  const found: Overwrite<O>[] = [];
  for (const operation of operations) {
    const { op, key, namespaceId = '', version, startedMs, durationMs } = operation;
    if (op === 'list' || operation.error !== undefined) continue;
    const name = `${namespaceId}\0${key}`;
    const sinceMs = startedMs + durationMs;
    if (op === 'get') {
      known.set(name, { version, read: operation, sinceMs });
      continue;
    }
    const before = known.get(name);
    if (!before) continue;
    if (startedMs >= before.sinceMs - roundingMs && losesSomething(operation, before.version)) {
      found.push({ operation, read: before.read });
    }
    known.set(name, { version: op === 'put' ? version : null, read: before.read, sinceMs });
  }
  return found;
}

function losesSomething(
  { op, replacedVersion }: SeenOperation,
  knownVersion: number | null,
): boolean {
  if (replacedVersion === knownVersion) return false;
  return op === 'put' || replacedVersion !== null;
}
