import { randomBytes } from 'node:crypto';
import { createSimulatedClock, type ClockState } from '../edge/clock';
import { createEdgeNetwork } from '../edge/edgeNetwork';
import { defaultEdgeNodes } from '../edge/edgeNode';
import { createResponseCaches } from '../edge/responseCaches';
import type { NetworkState } from '../rpc/emulatorData';
import type { EmulatorAddress } from '../rpc/hostApi';
import { openStore } from '../store/openStore';
import { createCallGate } from './callGate';
import { createChangeBatch } from './changeBatch';
import { createConsoleHistory } from './consoleHistory';
import { createEmulatorApi } from './createEmulatorApi';
import type { EmulatorContext } from './emulatorContext';
import { listenForClients } from './emulatorServer';
import { acquireLock } from './lock';
import { createSocketPath, removeDeadSockets } from './socketAddress';
import { watchLock } from './watchLock';
import { createWriteCounts } from './writeCounts';

/** A running emulator, in whatever thread or process this is. */
export interface RunningEmulator {
  readonly address: EmulatorAddress;
  /** Saves and closes everything. */
  stop(): Promise<void>;
}

const startingNetwork: NetworkState = { nodes: defaultEdgeNodes, latency: 'off', faults: [] };

/** Changes within this time come as one batch. */
const batchMs = 50;

/**
 * Locks the storage folder, opens the store and serves.
 *
 * @throws StoreError or EmulatorError `STORE_LOCKED` or `STORE_FAILED`; nothing is left open then
 */
export async function runEmulator(options: {
  readonly storageFolder: string;
  readonly wasmFile: string;
  readonly warn: (message: string) => void;
  /** Simulated time goes on where the last leader's was. */
  readonly clock?: ClockState;
  /** Nodes, latency and faults as the last leader had them. */
  readonly network?: NetworkState;
  /** Told once where the lock was lost; this process must end then, and write nothing more. */
  readonly lockLost: () => void;
}): Promise<RunningEmulator> {
  const token = randomBytes(32).toString('hex');
  const address = { path: createSocketPath(), token };
  // The lock counts as held while its socket listens, so listening comes first.
  const server = await listenForClients(address);
  const changes = createChangeBatch(batchMs, (batch) => {
    server.broadcast(batch);
  });
  let endWatch = (): void => undefined;
  try {
    const own = { token, socketPath: address.path, pid: process.pid };
    const lock = await acquireLock(options.storageFolder, own);
    endWatch = watchLock(lock, address.path, options.lockLost);
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
    const clock = createSimulatedClock(() => Date.now(), options.clock);
    const { nodes, latency, faults } = options.network ?? startingNetwork;
    const network = createEdgeNetwork({
      nodes,
      central: store,
      clock,
      policy: { cacheMisses: false },
    });
    network.conditions.setLatency(latency);
    for (const fault of faults) network.conditions.setFault(fault, true);
    const context: EmulatorContext = {
      store,
      network,
      responses: createResponseCaches({ nodes, clock }),
      clock,
      history: createConsoleHistory(() => Date.now()),
      writes: createWriteCounts(),
      settings: { profile: 'documented', cacheMisses: false, fsync: 'everySecond' },
      changed: changes.add,
    };
    const gate = createCallGate(createEmulatorApi(context));
    server.serve(gate.calls);
    void removeDeadSockets(address.path).catch((error: unknown) => {
      options.warn(String(error));
    });
    return {
      address,
      async stop() {
        // First the last answers, then the last snapshot, then the end of listening, which gives
        // the lock away.
        await gate.close();
        changes.dispose();
        try {
          await store.close();
        } finally {
          endWatch();
          await server.close();
        }
      },
    };
  } catch (error) {
    endWatch();
    changes.dispose();
    await server.close();
    throw error;
  }
}
