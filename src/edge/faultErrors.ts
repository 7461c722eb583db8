import { KvError } from '../kv/kvError';
import type { KvOperation } from './kvOperation';

/** The call that a fault has kept from its answer. */
export interface FaultyCall {
  readonly op: KvOperation['op'];
  /** The key; for `list` the prefix. */
  readonly key: string;
  readonly node: string;
}

/** How far the call had come. */
export type CallStage = 'atNode' | 'onTheWay' | 'onTheWayBack';

const howToEnd = 'The fault was set by hand; the command "Pages KV: Clear Faults" ends it.';

/** The error of a node that is down. */
export function nodeDown(call: FaultyCall, stage: CallStage): KvError {
  return new KvError('NODE_DOWN', `The edge node ${call.node} is down: ${outcome(call, stage)}`);
}

/** The error of a node that does not reach the central store. */
export function nodeCutOff(call: FaultyCall, stage: CallStage): KvError {
  const { node } = call;
  return new KvError(
    'NODE_CUT_OFF',
    `The edge node ${node} is cut off from the central store: ${outcome(call, stage)}`,
  );
}

/** The error of a central store that nobody reaches. */
export function centreDown(call: FaultyCall, stage: CallStage): KvError {
  const { node } = call;
  return new KvError(
    'CENTRE_DOWN',
    `The central store is down, which the edge node ${node} asked: ${outcome(call, stage)}`,
  );
}

/** The error of a write that has happened all the same. */
export function errorAfterCommit({ op, key, node }: FaultyCall): KvError {
  const done = op === 'delete' ? 'deleted' : 'written';
  return new KvError(
    'ERROR_AFTER_COMMIT',
    `The edge node ${node} failed after "${key}" was ${done}: the change is stored. ${howToEnd}`,
  );
}

function outcome({ op, key }: FaultyCall, stage: CallStage): string {
  return `${whatFailed(op, key, stage)} ${howToEnd}`;
}

function whatFailed(op: KvOperation['op'], key: string, stage: CallStage): string {
  const isUnknown = stage === 'onTheWayBack';
  switch (op) {
    case 'get':
      return `"${key}" cannot be read.`;
    case 'list':
      return `keys that begin with "${key}" cannot be listed.`;
    case 'put':
      return isUnknown ? `"${key}" was written, but no answer came.` : `"${key}" was not written.`;
    case 'delete':
      return isUnknown ? `"${key}" was deleted, but no answer came.` : `"${key}" was not deleted.`;
    default:
      return op satisfies never;
  }
}
