import { nextTurn } from './nextTurn';
import { peakResidentBytes } from './memory';
import { benchKey, openStoreUnderTest } from './storeUnderTest';
import { valueSource } from './values';

/** A namespace as it shall be. */
export interface Filling {
  readonly name: string;
  readonly records: number;
  readonly valueBytes: number;
}

const batchBytes = 256 * 1024;

/** Fills namespaces, saves and closes; says what all of it took at most. */
export async function fillStore(request: {
  readonly folder: string;
  readonly fillings: readonly Filling[];
}): Promise<{ readonly peak: number }> {
  const store = await openStoreUnderTest(request.folder);
  for (const { name, records, valueBytes } of request.fillings) {
    const namespace = await store.namespace(name);
    const valueOf = valueSource(valueBytes);
    const size = Math.max(1, Math.floor(batchBytes / valueBytes));
    for (let first = 0; first < records; first += size) {
      const length = Math.min(size, records - first);
      namespace.putMany(
        Array.from({ length }, (_, index) => ({
          key: benchKey(first + index),
          value: valueOf(first + index),
        })),
      );
      await nextTurn();
    }
  }
  await store.close();
  return { peak: peakResidentBytes() };
}
