import * as l10n from '@vscode/l10n';
import { EmulatorError } from '../rpc/emulatorError';
import type { EmulatorCalls } from './emulatorContext';

/** Lets calls through until the emulator ends. */
export interface CallGate {
  readonly calls: EmulatorCalls;
  /** Refuses what comes from now on; resolves when what came before has been answered. */
  close(): Promise<void>;
}

/** A call that is refused was not carried out, so that its caller may go to the next leader. */
export function createCallGate(calls: EmulatorCalls): CallGate {
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;

  function gated(call: (...args: readonly unknown[]) => unknown) {
    return (...args: readonly unknown[]): unknown => {
      if (isClosed) throw new EmulatorError('NOT_LEADING', l10n.t('This KV emulator ends.'));
      const result = call(...args);
      if (!(result instanceof Promise)) return result;
      const over = (): void => {
        underWay.delete(result);
      };
      underWay.add(result);
      result.then(over, over);
      return result;
    };
  }

  return {
    calls: Object.fromEntries(
      Object.entries(calls).map(([name, call]) => [name, gated(call as never)]),
    ) as unknown as EmulatorCalls,
    async close() {
      isClosed = true;
      await Promise.allSettled(underWay);
    },
  };
}
