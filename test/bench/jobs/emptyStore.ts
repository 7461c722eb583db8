import { peakResidentBytes, residentBytes } from './memory';
import { benchKey, openStoreUnderTest } from './storeUnderTest';

/** Memory of a process with a store of one small record, which everything else is compared to. */
export async function emptyStore({ folder }: { readonly folder: string }): Promise<{
  readonly rss: number;
  readonly peak: number;
}> {
  const store = await openStoreUnderTest(folder);
  (await store.namespace('empty')).put({ key: benchKey(0), value: new Uint8Array(1) });
  const memory = { rss: residentBytes(), peak: peakResidentBytes() };
  await store.close();
  return memory;
}
