import { residentBytes } from './memory';
import { benchKey, openStoreUnderTest } from './storeUnderTest';

/** Opens what was filled and reads a record: how long that takes, and what memory it holds then. */
export async function openFilledStore(request: {
  readonly folder: string;
  readonly name: string;
}): Promise<{ readonly ms: number; readonly rss: number; readonly bytes: number }> {
  const begin = performance.now();
  const store = await openStoreUnderTest(request.folder);
  const namespace = await store.namespace(request.name);
  if (!namespace.get(benchKey(0))) throw new Error(`${request.name} has no record`);
  const ms = performance.now() - begin;
  const opened = { ms, rss: residentBytes(), bytes: namespace.bytes() };
  await store.close();
  return opened;
}
