import { connectEmulator } from '../rpc/connectEmulator';
import { connectLeader, type LeaderConnection } from '../rpc/connectLeader';
import type { EmulatorEvents } from '../rpc/emulatorApi';
import type { EmulatorConnection } from '../rpc/emulatorConnection';
import { EmulatorError } from '../rpc/emulatorError';
import { startEmulator, type EmulatorOptions } from './startEmulator';

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
  const emulator = await startEmulator(options);
  try {
    const connection = await connectEmulator(emulator.address, events);
    return {
      connection,
      async leave() {
        connection.dispose();
        await emulator.stop();
      },
    };
  } catch (error) {
    await emulator.stop();
    throw error;
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
