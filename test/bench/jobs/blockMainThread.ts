import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startEmulator } from '../../../src/emulator/startEmulator';
import { connectEmulator } from '../../../src/rpc/connectEmulator';
import { productFiles } from '../../support/productFiles';
import { runJob } from './runJob';
import { benchAccount } from './storeUnderTest';

const name = 'main';

/** How often a view asks for what it shows. */
const pageMs = 100;

/**
 * Is the main thread of an extension host: the emulator works in a thread beside it, a process
 * elsewhere writes an account full, a view asks for pages, and at the end everything is saved.
 *
 * @returns the longest time in milliseconds that this thread could not do anything
 */
export async function blockMainThread(request: {
  readonly folder: string;
  readonly records: number;
  readonly valueBytes: number;
}): Promise<number> {
  const { folder, records, valueBytes } = request;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const thread = await startEmulator({
    workerFile: productFiles.worker,
    wasmFile: productFiles.wasm,
    storageFolder: folder,
  });
  const connection = await connectEmulator(thread.address);
  const { api } = connection;
  await api.createAccount({ name: benchAccount });
  await api.createNamespace({ account: benchAccount, name });
  await api.listRecords({ account: benchAccount, namespace: name });
  delay.enable();
  const view = setInterval(() => {
    // What fails here fails in the writer too, which tells.
    api.listRecords({ account: benchAccount, namespace: name }).catch(() => undefined);
  }, pageMs);
  const { address } = thread;
  await runJob('writeAccount', { address, name, records, valueBytes });
  clearInterval(view);
  connection.dispose();
  await thread.stop();
  delay.disable();
  return delay.max / 1e6;
}
