import { race } from '../race';
import { benchKey, openStoreUnderTest } from './storeUnderTest';
import { numberSource } from './values';

/** Pages a second at random places of two namespaces, in turns. */
export async function listPages(request: {
  readonly folder: string;
  readonly large: { readonly name: string; readonly records: number };
  readonly small: { readonly name: string; readonly records: number };
  readonly limit: number;
  readonly rounds: number;
  readonly roundMs: number;
}): Promise<{ readonly large: number; readonly small: number }> {
  const { folder, large, small, limit } = request;
  const store = await openStoreUnderTest(folder);
  const reader = async ({ name, records }: { readonly name: string; readonly records: number }) => {
    const namespace = await store.namespace(name);
    const random = numberSource();
    return (operations: number): Promise<number> => {
      const begin = performance.now();
      for (let count = 0; count < operations; count += 1) {
        const after = benchKey(random(records - limit));
        if (namespace.pageLength(after, limit) !== limit) throw new Error('A page is not full');
      }
      return Promise.resolve(performance.now() - begin);
    };
  };
  const rates = await race(
    { large: await reader(large), small: await reader(small) },
    { ...request, operationsMin: 100 },
  );
  await store.close();
  return rates;
}
