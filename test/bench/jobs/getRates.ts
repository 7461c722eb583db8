import { race } from '../race';
import { benchKey, openStoreUnderTest } from './storeUnderTest';
import { numberSource } from './values';

/** Gets a second of random records of a filled namespace. */
export async function getRates(request: {
  readonly folder: string;
  readonly name: string;
  readonly records: number;
  readonly rounds: number;
  readonly roundMs: number;
}): Promise<number> {
  const store = await openStoreUnderTest(request.folder);
  const namespace = await store.namespace(request.name);
  const random = numberSource();
  const { gets } = await race(
    {
      gets(operations) {
        const begin = performance.now();
        for (let count = 0; count < operations; count += 1) {
          if (!namespace.get(benchKey(random(request.records))))
            throw new Error('A record is gone');
        }
        return Promise.resolve(performance.now() - begin);
      },
    },
    { ...request, operationsMin: 1000 },
  );
  await store.close();
  return gets;
}
