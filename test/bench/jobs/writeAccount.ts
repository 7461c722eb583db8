import { connectEmulator } from '../../../src/rpc/connectEmulator';
import type { EmulatorAddress } from '../../../src/rpc/hostApi';
import { benchAccount, benchKey } from './storeUnderTest';
import { valueSource } from './values';

/** Writes records over the socket of an emulator elsewhere, four at a time. */
export async function writeAccount(request: {
  readonly address: EmulatorAddress;
  readonly name: string;
  readonly records: number;
  readonly valueBytes: number;
}): Promise<void> {
  const { address, name, records, valueBytes } = request;
  const connection = await connectEmulator(address);
  const { api } = connection;
  const valueOf = valueSource(valueBytes);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < records) {
      const index = next++;
      const key = benchKey(index);
      await api.putRecord({ account: benchAccount, namespace: name, key, value: valueOf(index) });
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  connection.dispose();
}
