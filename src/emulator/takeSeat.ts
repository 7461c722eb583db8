import * as l10n from '@vscode/l10n';
import { connectEmulator } from '../rpc/connectEmulator';
import { connectLeader, type LeaderConnection } from '../rpc/connectLeader';
import type { EmulatorEvents } from '../rpc/emulatorEvents';
import type { EmulatorConnection } from '../rpc/emulatorConnection';
import { EmulatorError } from '../rpc/emulatorError';
import { stand } from './candidacy';
import { startEmulator, type EmulatorOptions, type EmulatorThread } from './startEmulator';

/** A process at the emulator's table: it leads, or it follows the one that does. */
export interface Seat {
  readonly connection: EmulatorConnection;
  /** Process id of the leader; absent where this process leads. */
  readonly follows?: number;
  /** Ends the connection, and the emulator where this process runs it. */
  leave(): Promise<void>;
}

/**
 * Follows whoever leads the storage folder, else leads.
 *
 * @throws EmulatorError `STORE_LOCKED` where somebody else was faster, `STORE_FAILED`,
 *   `VERSION_DIFFERS`
 */
export async function takeSeat(options: EmulatorOptions, events: EmulatorEvents): Promise<Seat> {
  const leader = await findLeader(options.storageFolder, events);
  if (leader) {
    const { connection, pid } = leader;
    return {
      connection,
      follows: pid,
      async leave() {
        connection.dispose();
        await connection.closed;
      },
    };
  }
  const emulator = await lead(options);
  try {
    const connection = await connectEmulator(emulator.address, events);
    return {
      connection,
      async leave() {
        // Its goodbye ends this connection too, after the calls that are under way.
        try {
          await emulator.stop();
        } finally {
          connection.dispose();
        }
      },
    };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

async function lead(options: EmulatorOptions): Promise<EmulatorThread> {
  const standDown = stand(options.storageFolder);
  if (!standDown) {
    throw new EmulatorError(
      'STORE_LOCKED',
      l10n.t('Another VS Code window starts the KV emulator at this moment.'),
    );
  }
  try {
    return await startEmulator(options);
  } finally {
    standDown();
  }
}

async function findLeader(
  storageFolder: string,
  events: EmulatorEvents,
): Promise<LeaderConnection | null> {
  try {
    return await connectLeader(storageFolder, events);
  } catch (error) {
    // Nobody answers there; whether the lock is free is for its own rules to say.
    if (error instanceof EmulatorError && error.code === 'CONNECTION_LOST') return null;
    throw error;
  }
}
