import fs from 'node:fs';
import { nextTurn } from './nextTurn';
import { benchKey, openStoreUnderTest } from './storeUnderTest';
import { valueSource } from './values';

/**
 * Puts for a long time, closes, and says how many bytes were handed to the system for how many of
 * keys and values; `null` where the system does not count them.
 *
 * @param request.records how many keys are written, again and again where puts are more
 */
export async function longRun(request: {
  readonly folder: string;
  readonly puts: number;
  readonly records: number;
  readonly valueBytes: number;
}): Promise<{ readonly written: number; readonly payload: number } | null> {
  const before = writtenBytes();
  if (before === null) return null;
  const { folder, puts, records, valueBytes } = request;
  const store = await openStoreUnderTest(folder);
  const namespace = await store.namespace('long');
  const valueOf = valueSource(valueBytes);
  let payload = 0;
  for (let count = 0; count < puts; count += 1) {
    const key = benchKey(count % records);
    namespace.put({ key, value: valueOf(count) });
    payload += key.length + valueBytes;
    if (count % 64 === 0) await nextTurn();
  }
  await store.close();
  return { written: (writtenBytes() ?? before) - before, payload };
}

/** Bytes of all writes of this process, its threads included. */
function writtenBytes(): number | null {
  const file = '/proc/self/io';
  if (!fs.existsSync(file)) return null;
  const count = /^wchar: (\d+)$/m.exec(fs.readFileSync(file, 'utf8'))?.[1];
  return count === undefined ? null : Number(count);
}
