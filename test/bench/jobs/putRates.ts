import { race } from '../race';
import { nextTurn } from './nextTurn';
import { benchKey, openStoreUnderTest, type BenchRecord } from './storeUnderTest';
import { numberSource, valueSource } from './values';

/** Puts a second into two namespaces, in turns: half of them new records, half overwritten. */
export async function putRates(request: {
  readonly folder: string;
  readonly large: { readonly name: string; readonly records: number };
  readonly small: { readonly name: string; readonly records: number };
  readonly valueBytes: number;
  readonly rounds: number;
  readonly roundMs: number;
}): Promise<{ readonly large: number; readonly small: number }> {
  const { folder, large, small, valueBytes } = request;
  const store = await openStoreUnderTest(folder);
  const valueOf = valueSource(valueBytes);
  const writer = async ({ name, records }: { readonly name: string; readonly records: number }) => {
    const namespace = await store.namespace(name);
    const random = numberSource();
    const length = stretchOf(valueBytes);
    return async (operations: number): Promise<number> => {
      let ms = 0;
      for (let done = 0; done < operations; done += length) {
        const puts = Array.from({ length }, (_, index): BenchRecord => {
          const isNew = index % 2 === 1;
          const number = isNew ? records + index : random(records);
          return { key: benchKey(number), value: valueOf(done + index) };
        });
        const begin = performance.now();
        for (const put of puts) namespace.put(put);
        ms += performance.now() - begin;
        for (const { key } of puts.filter((_, index) => index % 2 === 1)) namespace.delete(key);
        await nextTurn();
      }
      return (ms * operations) / (Math.ceil(operations / length) * length);
    };
  };
  const rates = await race(
    { large: await writer(large), small: await writer(small) },
    { ...request, operationsMin: 4 * stretchOf(valueBytes) },
  );
  await store.close();
  return rates;
}

/** Records that one timed stretch writes; those that it adds are taken out again, untimed. */
function stretchOf(valueBytes: number): number {
  return valueBytes > 100_000 ? 2 : 200;
}
