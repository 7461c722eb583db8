import * as l10n from '@vscode/l10n';
import { emulatorCallNames, isRepeatable, type EmulatorCallName } from './callRules';
import type { EmulatorApi } from './emulatorApi';
import type { EmulatorConnection } from './emulatorConnection';
import { EmulatorError } from './emulatorError';

/** Where calls go: to the leader of the moment. */
export interface ConnectionSource {
  /** The connection, where there is one at this moment. */
  readonly current: EmulatorConnection | undefined;
  /** Waits for an open connection; rejects where none comes in time. */
  next(): Promise<EmulatorConnection>;
}

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * An API that outlives its connections.
 *
 * A call that starts while nobody leads waits for the next leader. One that the end of a connection
 * cut off is made once more where it only reads; a write rejects, since it may have been made.
 */
export function createSteadyApi(source: ConnectionSource): EmulatorApi {
  return Object.fromEntries(
    emulatorCallNames.map((name) => [name, steadyCall(source, name)]),
  ) as unknown as EmulatorApi;
}

function steadyCall(source: ConnectionSource, name: EmulatorCallName): Call {
  return async (...args) => {
    let wasCutOff = false;
    for (;;) {
      const { current } = source;
      const connection = current?.isOpen ? current : await source.next();
      // It may have ended while this call was waiting; then nothing has been sent.
      if (!connection.isOpen) continue;
      try {
        return await (connection.api[name] as unknown as Call)(...args);
      } catch (error) {
        if (!(error instanceof EmulatorError)) throw error;
        if (error.code === 'NOT_LEADING') {
          // Not carried out, so that even a write may go to the next leader.
          await connection.closed;
        } else if (error.code === 'CONNECTION_LOST') {
          if (!isRepeatable(name)) throw uncertain(name, args);
          if (wasCutOff) throw error;
          wasCutOff = true;
        } else throw error;
      }
    }
  };
}

function uncertain(name: EmulatorCallName, args: readonly unknown[]): EmulatorError {
  return new EmulatorError(
    'WRITE_UNCERTAIN',
    l10n.t(
      'The KV emulator ended before it answered {0}. The change may or may not have been made; look at it before you repeat it.',
      inWords(name, args),
    ),
  );
}

/** `put "visits"`: what a function calls, or a command, and on what. */
function inWords(name: EmulatorCallName, [request, key]: readonly unknown[]): string {
  const { key: ofRecord, name: ofOther } = (request ?? {}) as { key?: unknown; name?: unknown };
  const target = typeof key === 'string' ? key : (ofRecord ?? ofOther);
  const call = name.startsWith('edge') ? name.slice('edge'.length).toLowerCase() : name;
  return typeof target === 'string' ? `${call} "${target}"` : call;
}
