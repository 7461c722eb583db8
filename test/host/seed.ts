import path from 'node:path';
import { seedSample } from '../../src/emulator/seedSample';
import { startEmulator } from '../../src/emulator/startEmulator';
import { connectEmulator } from '../../src/rpc/connectEmulator';
import type { ProjectRef } from '../../src/rpc/emulatorData';

interface SeedRequest {
  readonly storageFolder: string;
  /** The emulator's bundle; its WebAssembly lies beside it. */
  readonly worker: string;
  readonly project: ProjectRef;
  readonly description: string;
}

/** Fills a storage folder through the emulator itself, before VS Code opens it. */
async function seed(request: SeedRequest): Promise<void> {
  const emulator = await startEmulator({
    workerFile: request.worker,
    wasmFile: path.join(path.dirname(request.worker), 'sql-wasm.wasm'),
    storageFolder: request.storageFolder,
    l10n: {},
    onWarning: (message) => {
      console.warn(message);
    },
  });
  try {
    const connection = await connectEmulator(emulator.address);
    await seedSample(connection.api, request.project, request.description);
    connection.dispose();
  } finally {
    await emulator.stop();
  }
}

seed(JSON.parse(process.argv[2] ?? '{}') as SeedRequest).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
