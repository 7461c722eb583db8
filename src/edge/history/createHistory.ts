import { BoundedMap } from './boundedMap';
import { ClientViews } from './clientViews';
import { findOverwrites } from './findOverwrites';
import type { SeenOperation, SeenRequest } from './seenRequest';
import type { OperationOf, Violation } from './violation';
import { WritesSeen } from './writesSeen';

/** Judges requests as they end. */
export interface History<R extends SeenRequest, O extends SeenOperation> {
  /**
   * Takes in a request; what it costs grows with its own operations only.
   *
   * A write may be lost to a request that ends before the one that made it: the violation is then
   * told without `other` at first, and once more when that request ends.
   *
   * @param operations in the order in which they ended
   */
  add(request: R, operations: readonly O[]): readonly Violation<R, O>[];
}

/** How much is remembered; the oldest is forgotten first. */
export interface HistoryLimits {
  readonly writesMax: number;
  /** Keys of each client. */
  readonly viewsMax: number;
}

const defaultLimits: HistoryLimits = { writesMax: 20_000, viewsMax: 20_000 };

/** Overwrites whose victim is still under way. */
const openMax = 1000;

/** Makes a history that knows nothing yet. */
export function createHistory<R extends SeenRequest, O extends SeenOperation>(
  limits = defaultLimits,
): History<R, O> {
  const writes = new WritesSeen<R, O>(limits.writesMax);
  const views = new ClientViews<R, O>(limits.viewsMax);
  const open = new BoundedMap<Violation<R, O>>(openMax);

  function overwrites(request: R, operations: readonly O[]): Violation<R, O>[] {
    return findOverwrites(operations).flatMap(({ operation, read }) => {
      const kind = read.stale ? 'staleReadThenWrite' : 'lostUpdate';
      const other = writes.replacedBy(operation);
      const violation = { kind, key: operation.key, request, operation, read } as const;
      if (!other) remember(violation);
      return [other ? { ...violation, other } : violation];
    });
  }

  function remember(violation: Violation<R, O>): void {
    const { namespaceId = '', replacedVersion } = violation.operation;
    if (replacedVersion === null) return;
    open.set(`${namespaceId}\0${replacedVersion}`, violation);
  }

  /** Who made the write has ended at last. */
  function victimOf({ request, operation }: OperationOf<R, O>): Violation<R, O>[] {
    const name = `${operation.namespaceId ?? ''}\0${operation.version}`;
    const violation = open.get(name);
    if (!violation) return [];
    open.delete(name);
    return [{ ...violation, other: { request, operation } }];
  }

  function oldReads(request: R, operations: readonly O[]): Violation<R, O>[] {
    const told = new Set<string>();
    return operations.flatMap((operation): Violation<R, O>[] => {
      const { op, key, error } = operation;
      if (op !== 'get' || error !== undefined || told.has(key)) return [];
      const other = views.newerThan(request, operation);
      if (!other) return [];
      told.add(key);
      const kind = other.operation.op === 'get' ? 'olderRead' : 'ownWriteNotSeen';
      return [{ kind, key, request, operation, other }];
    });
  }

  return {
    add(request, operations) {
      const found = [...oldReads(request, operations), ...overwrites(request, operations)];
      for (const operation of operations) {
        if (operation.error !== undefined || operation.op === 'list') continue;
        views.note(request, operation);
        if (operation.op === 'get') continue;
        writes.note(request, operation);
        if (open.size > 0) found.push(...victimOf({ request, operation }));
      }
      return found;
    },
  };
}
