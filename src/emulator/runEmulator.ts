import { randomBytes } from 'node:crypto';
import { createSimulatedClock } from '../edge/clock';
import { createEdgeNetwork } from '../edge/edgeNetwork';
import { defaultEdgeNodes } from '../edge/edgeNode';
import type { EmulatorAddress } from '../rpc/hostApi';
import { acquireLock } from '../store/lock';
import { openStore } from '../store/openStore';
import { createChangeBatch } from './changeBatch';
import { createEmulatorApi } from './createEmulatorApi';
import type { EmulatorContext } from './emulatorContext';
import { listenForClients } from './emulatorServer';
import { createSocketPath } from './socketAddress';

/** A running emulator, in whatever thread or process this is. */
export interface RunningEmulator {
  readonly address: EmulatorAddress;
  /** Saves and closes everything. */
  stop(): Promise<void>;
}

/** Changes within this time come as one batch. */
const batchMs = 50;

/**
 * Locks the storage folder, opens the store and serves.
 *
 * @throws StoreError or EmulatorError; nothing is left open then
 */
export async function runEmulator(options: {
  readonly storageFolder: string;
  readonly wasmFile: string;
  readonly warn: (message: string) => void;
}): Promise<RunningEmulator> {
  const token = randomBytes(32).toString('hex');
  const address = { path: createSocketPath(), token };
  // The lock counts as held while its socket listens, so listening comes first.
  const server = await listenForClients(address);
  const changes = createChangeBatch(batchMs, (batch) => {
    server.broadcast(batch);
  });
  try {
    await acquireLock(options.storageFolder, { token, socketPath: address.path, pid: process.pid });
    const store = await openStore({
      folder: options.storageFolder,
      wasmFile: options.wasmFile,
      onBackgroundFailure: (error) => {
        options.warn(error instanceof Error ? error.message : String(error));
      },
      // Whoever shows the accounts looks again, and asks for notices.
      onNotice: () => {
        changes.add({ kind: 'accounts' });
      },
    });
    const clock = createSimulatedClock(() => Date.now());
    const network = createEdgeNetwork({
      nodes: defaultEdgeNodes,
      central: store,
      clock,
      policy: { cacheMisses: false },
    });
    const context: EmulatorContext = {
      store,
      network,
      clock,
      settings: { profile: 'documented', cacheMisses: false, fsync: 'everySecond' },
      changed: changes.add,
    };
    server.serve(createEmulatorApi(context));
    return {
      address,
      async stop() {
        changes.dispose();
        // First the last snapshot, then the end of listening, which gives the lock away.
        try {
          await store.close();
        } finally {
          await server.close();
        }
      },
    };
  } catch (error) {
    changes.dispose();
    await server.close();
    throw error;
  }
}
