import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmulator } from '../../src/emulator/startEmulator';
import { connectEmulator } from '../../src/rpc/connectEmulator';
import type { EmulatorApi } from '../../src/rpc/emulatorApi';
import type { EmulatorChange } from '../../src/rpc/emulatorEvents';
import type { EmulatorAddress } from '../../src/rpc/hostApi';
import { productFiles } from './productFiles';

/** A real emulator over a real socket, new for each test. */
export interface EmulatorUnderTest {
  api(): EmulatorApi;
  address(): EmulatorAddress;
  folder(): string;
  /** Stops it, saves everything, and starts it again on the same folder. */
  restart(): Promise<void>;
  /** Resolves with the next batch of changes. */
  nextChanges(): Promise<readonly EmulatorChange[]>;
}

/** Starts an emulator before each test of the suite and stops it afterwards. */
export function useEmulator(): EmulatorUnderTest {
  let folder = '';
  let api: EmulatorApi;
  let address: EmulatorAddress;
  let stop: () => Promise<void> = () => Promise.resolve();
  let waiting: ((changes: readonly EmulatorChange[]) => void)[] = [];

  async function start(): Promise<void> {
    const thread = await startEmulator({
      workerFile: productFiles.worker,
      wasmFile: productFiles.wasm,
      storageFolder: folder,
      l10n: { 'There is no account "{0}".': '没有账户“{0}”。' },
    });
    const connection = await connectEmulator(thread.address, {
      changed(changes) {
        const told = waiting;
        waiting = [];
        for (const tell of told) tell(changes);
      },
    });
    api = connection.api;
    address = thread.address;
    stop = async () => {
      await thread.stop();
      await connection.closed;
    };
  }

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pages-kv-test-'));
    return start();
  });
  afterEach(async () => {
    await stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  return {
    api: () => api,
    address: () => address,
    folder: () => folder,
    async restart() {
      await stop();
      await start();
    },
    nextChanges: () => new Promise((resolve) => waiting.push(resolve)),
  };
}
