import { EmulatorError } from '../rpc/emulatorError';
import { StoreError } from '../store/storeError';
import { accountCalls } from './accountCalls';
import { bindingCalls } from './bindingCalls';
import { bulkCalls } from './bulkCalls';
import { clockCalls } from './clockCalls';
import { edgeCalls } from './edgeCalls';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { namespaceCalls } from './namespaceCalls';
import { networkCalls } from './networkCalls';
import { recordCalls } from './recordCalls';
import { responseCacheCalls } from './responseCacheCalls';
import { snapshotCalls } from './snapshotCalls';
import { usageCalls } from './usageCalls';

/** The complete API on a store and a network. */
export function createEmulatorApi(context: EmulatorContext): EmulatorCalls {
  return {
    ...networkCalls(context),
    ...clockCalls(context),
    ...accountCalls(context),
    ...namespaceCalls(context),
    ...recordCalls(context),
    ...snapshotCalls(context),
    ...usageCalls(context),
    ...bulkCalls(context),
    ...bindingCalls(context),
    ...edgeCalls(context),
    ...responseCacheCalls(context),
  };
}

/** The error that other processes know: the store has its own, since it knows no RPC. */
export function asEmulatorError(error: unknown): unknown {
  return error instanceof StoreError ? new EmulatorError(error.code, error.message) : error;
}
