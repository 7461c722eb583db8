import { connectEmulator } from './connectEmulator';
import type { EmulatorEvents } from './emulatorEvents';
import type { EmulatorConnection } from './emulatorConnection';
import { lastHolder } from './lockFiles';

/** A connection to the process that leads a storage folder. */
export interface LeaderConnection {
  readonly connection: EmulatorConnection;
  /** Process id of the leader, as its lock says. */
  readonly pid: number;
}

/**
 * Connects to whoever leads a storage folder at this moment.
 *
 * @returns `null` where nobody ever led it
 * @throws EmulatorError `CONNECTION_LOST` where nobody answers, `VERSION_DIFFERS` where the leader
 *   speaks another version of the protocol
 */
export async function connectLeader(
  storageFolder: string,
  events?: EmulatorEvents,
): Promise<LeaderConnection | null> {
  const holder = await lastHolder(storageFolder);
  if (!holder) return null;
  const { pid, socketPath, token } = holder;
  return { pid, connection: await connectEmulator({ path: socketPath, token }, events) };
}
