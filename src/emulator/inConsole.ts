import { KvError } from '../kv/kvError';
import { EmulatorError } from '../rpc/emulatorError';

/** An unknown node is the console's mistake here, not that of the user's code. */
export function inConsole<R>(work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (error instanceof KvError && error.code === 'NODE_UNKNOWN') {
      throw new EmulatorError('NODE_UNKNOWN', error.message);
    }
    throw error;
  }
}
