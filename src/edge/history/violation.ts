import type { SeenOperation, SeenRequest } from './seenRequest';

/**
 * What a history shows that a central store alone would not:
 *
 * - `lostUpdate`: a request read a key, another one wrote it, and the first wrote over that;
 * - `staleReadThenWrite`: the same, where what was read was old already, from an edge cache;
 * - `olderRead`: a client read an older version than it had read before;
 * - `ownWriteNotSeen`: a client read an older version than it had written itself.
 */
export type ViolationKind = 'lostUpdate' | 'staleReadThenWrite' | 'olderRead' | 'ownWriteNotSeen';

/** An operation with the request that it belongs to. */
export interface OperationOf<R extends SeenRequest, O extends SeenOperation> {
  readonly request: R;
  readonly operation: O;
}

/** One fault, and the two requests that it took. */
export interface Violation<R extends SeenRequest, O extends SeenOperation> extends OperationOf<
  R,
  O
> {
  readonly kind: ViolationKind;
  readonly key: string;
  /** What the request had read before it wrote. */
  readonly read?: O;
  /**
   * Whose write was lost, or what the client had seen before; absent where no request is known
   * that did it: somebody edited the record, or another window's functions did.
   */
  readonly other?: OperationOf<R, O>;
}
