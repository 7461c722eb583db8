import type { KvOperation } from '../../../edge/kvOperation';
import type { SeenOperation } from '../../../edge/history/seenRequest';
import type { HeldCall, NotedOperation, RuntimeHead } from '../../runtimeProtocol';
import type { SupervisedRequest } from '../superviseRequest';
import type { PreparedRequest } from './preparedRequest';

/** A call that waits for its turn, and the number of steps that were made when it came. */
export interface LaneCall {
  readonly held: HeldCall;
  readonly since: number;
}

/** A call that was made. */
export interface LaneStep extends SeenOperation {
  /** Its number in the whole run. */
  readonly step: number;
}

/** One request in one run. */
export interface Lane {
  readonly index: number;
  readonly prepared: PreparedRequest;
  state: 'waiting' | 'running' | 'ended';
  /** Its code waits for nothing but calls. */
  isQuiet: boolean;
  supervised?: SupervisedRequest;
  readonly calls: LaneCall[];
  readonly made: LaneStep[];
  /** As its thread has noted them, in the same order. */
  readonly noted: NotedOperation[];
  head?: RuntimeHead;
  readonly body: Uint8Array[];
  failure?: { readonly message: string; readonly stack: string };
  beganAt: number;
  endedAt: number;
}

export function createLane(prepared: PreparedRequest, index: number): Lane {
  return {
    ...{ index, prepared, state: 'waiting', isQuiet: false, beganAt: 0, endedAt: 0 },
    ...{ calls: [], made: [], noted: [], body: [] },
  };
}

/** What a call tells of itself; one that was refused has read and changed nothing. */
export function operationOf(
  { call, work }: HeldCall,
  answer: { readonly operation: KvOperation } | { readonly error: string },
): Omit<SeenOperation, 'startedMs' | 'durationMs'> {
  const { namespaceId, node } = call;
  if ('operation' in answer) return { ...answer.operation, namespaceId };
  const key = work.op === 'list' ? work.query.prefix : work.key;
  return {
    ...{ op: work.op, key, node, namespaceId, source: 'central', error: answer.error },
    ...{ version: null, replacedVersion: null, stale: false, ageMs: 0, bytes: 0 },
  };
}
