import { race } from '../race';
import { nextTurn } from './nextTurn';
import { benchKey, openStoreUnderTest } from './storeUnderTest';
import { valueSource } from './values';

const batchLength = 256;

/** Puts a second in batches of new records, with everything that the store does in between. */
export async function putBatches(request: {
  readonly folder: string;
  readonly valueBytes: number;
  readonly rounds: number;
  readonly roundMs: number;
}): Promise<number> {
  const store = await openStoreUnderTest(request.folder);
  const namespace = await store.namespace('batches');
  const valueOf = valueSource(request.valueBytes);
  let next = 0;
  const { puts } = await race(
    {
      async puts(operations) {
        const last = next + operations;
        const begin = performance.now();
        while (next < last) {
          const length = Math.min(batchLength, last - next);
          const first = next;
          namespace.putMany(
            Array.from({ length }, (_, index) => ({
              key: benchKey(first + index),
              value: valueOf(first + index),
            })),
          );
          next += length;
          await nextTurn();
        }
        return performance.now() - begin;
      },
    },
    { ...request, operationsMin: 1000 },
  );
  await store.close();
  return puts;
}
