import { startEmulator } from '../../../src/emulator/startEmulator';
import { connectEmulator } from '../../../src/rpc/connectEmulator';
import { productFiles } from '../../support/productFiles';
import { benchAccount } from './storeUnderTest';

/** Milliseconds of each of so many first pages of the tree, asked for as the tree asks. */
export async function firstPage(request: {
  readonly folder: string;
  readonly name: string;
  readonly rounds: number;
}): Promise<readonly number[]> {
  const thread = await startEmulator({
    workerFile: productFiles.worker,
    wasmFile: productFiles.wasm,
    storageFolder: request.folder,
  });
  const connection = await connectEmulator(thread.address);
  const { api } = connection;
  const namespace = { account: benchAccount, namespace: request.name };
  // Opening the namespace is a row of its own.
  await api.getRecord({ ...namespace, key: 'missing' });
  const times: number[] = [];
  for (let round = 0; round < request.rounds; round += 1) {
    const begin = performance.now();
    const { keys } = await api.listRecords(namespace);
    times.push(performance.now() - begin);
    if (keys.length === 0) throw new Error(`${request.name} lists no key`);
  }
  connection.dispose();
  await thread.stop();
  return times;
}
