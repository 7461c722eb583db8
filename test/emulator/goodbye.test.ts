import assert from 'node:assert/strict';
import { startEmulator, type EmulatorThread } from '../../src/emulator/startEmulator';
import { connectEmulator } from '../../src/rpc/connectEmulator';
import { createEmulatorLink } from '../../src/rpc/createEmulatorLink';
import { productFiles } from '../support/productFiles';
import { useTempFolder } from '../support/tempFolder';

describe('an emulator that ends', () => {
  const folder = useTempFolder();
  let thread: EmulatorThread;

  beforeEach(async () => {
    thread = await startEmulator({
      workerFile: productFiles.worker,
      wasmFile: productFiles.wasm,
      storageFolder: folder(),
    });
  });

  it('ends in good order while a client holds the clock', async () => {
    const clients = await Promise.all([1, 2, 3].map(() => connectEmulator(thread.address)));
    await clients[1]?.api.holdClock();
    await thread.stop();
    assert.equal(await thread.exited, 0);
    for (const { closed } of clients) await closed;
  });

  it('answers every call of a client that writes, although others have left already', async () => {
    const idle = await Promise.all([1, 2, 3].map(() => connectEmulator(thread.address)));
    const link = createEmulatorLink({ storageFolder: folder() });
    const { api } = link;
    await api.createAccount({ name: 'main' });
    await api.createNamespace({ account: 'main', name: 'busy' });
    let acknowledged = 0;
    let isOver = false;
    // Large enough that some of them are still on their way when the emulator says goodbye.
    const value = new Uint8Array(2_000_000);
    const lane = async (lane: number): Promise<void> => {
      while (!isOver) {
        await api.putRecord({ account: 'main', namespace: 'busy', key: `k${lane}`, value });
        acknowledged += 1;
      }
    };
    const lanes = [1, 2, 3, 4].map(lane);
    while (acknowledged < 8) await api.listAccounts();
    await thread.stop();
    isOver = true;
    const next = await startEmulator({
      workerFile: productFiles.worker,
      wasmFile: productFiles.wasm,
      storageFolder: folder(),
    });
    // None rejects with "may or may not have been made": each was answered, or made by the next.
    await Promise.all(lanes);
    for (const { closed } of idle) await closed;
    link.dispose();
    await next.stop();
  });
});
