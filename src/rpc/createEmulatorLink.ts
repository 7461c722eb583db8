import * as l10n from '@vscode/l10n';
import { setTimeout as wait } from 'node:timers/promises';
import { connectLeader } from './connectLeader';
import { createSteadyApi } from './createSteadyApi';
import type { EmulatorApi } from './emulatorApi';
import type { EmulatorConnection } from './emulatorConnection';
import { EmulatorError } from './emulatorError';
import type { EmulatorEvents } from './emulatorEvents';
import type { EmulatorPlace } from './hostApi';
import { retryDelayMs } from './retryDelay';

/** The way to whoever leads a storage folder, now and after each change. */
export interface EmulatorLink {
  /** Its calls wait for a leader where there is none, and reject where none comes in time. */
  readonly api: EmulatorApi;
  /**
   * Connects ahead of the first call.
   *
   * @throws EmulatorError `CONNECTION_LOST` where nobody leads, as the calls do
   */
  connect(): Promise<void>;
  /** The connection of the moment, while it is open; another one after each change of leader. */
  readonly connection: EmulatorConnection | undefined;
  /** Ends the connection; later calls reject. */
  dispose(): void;
}

/** A new leader is there within two seconds, unless its store takes long to open. */
const leaderWaitMs = 10_000;

/**
 * Follows the leaders of a folder without ever leading; connects when it is first needed.
 *
 * @param waitMs how long a call waits where nobody leads
 * @param events told of changes while there is a connection
 */
export function createEmulatorLink(
  { storageFolder }: EmulatorPlace,
  waitMs = leaderWaitMs,
  events?: EmulatorEvents,
): EmulatorLink {
  let current: EmulatorConnection | undefined;
  let connecting: Promise<EmulatorConnection> | undefined;
  let disposed = false;

  async function connect(): Promise<EmulatorConnection> {
    const leader = await connectLeader(storageFolder, events);
    if (!leader) throw new NeverLedError();
    if (disposed) leader.connection.dispose();
    current = leader.connection;
    return leader.connection;
  }

  /** Calls that wait at the same time share each attempt. */
  function attempt(): Promise<EmulatorConnection> {
    connecting ??= connect().finally(() => {
      connecting = undefined;
    });
    return connecting;
  }

  async function next(): Promise<EmulatorConnection> {
    const endMs = performance.now() + waitMs;
    for (;;) {
      if (disposed) throw noLeader();
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof NeverLedError) throw noLeader();
        if (!(error instanceof EmulatorError) || error.code !== 'CONNECTION_LOST') throw error;
        if (performance.now() >= endMs) throw noLeader();
      }
      await wait(retryDelayMs());
    }
  }

  const api = createSteadyApi({
    get current() {
      return current;
    },
    next,
  });
  return {
    api,
    get connection() {
      return current?.isOpen ? current : undefined;
    },
    async connect() {
      if (!current?.isOpen) await next();
    },
    dispose() {
      disposed = true;
      current?.dispose();
    },
  };
}

class NeverLedError extends Error {}

function noLeader(): EmulatorError {
  return new EmulatorError(
    'CONNECTION_LOST',
    l10n.t(
      'No VS Code window runs the KV emulator. Open the Pages KV view, or run "Pages KV: Restart Emulator", and try again.',
    ),
  );
}
