import { setImmediate as nextTurn } from 'node:timers/promises';
import { compareUtf8 } from '../kv/compareUtf8';
import type { RecordRow, RecordsDatabase } from './database/recordsDatabase';
import { keyRange } from './namespace/keyRange';
import type { Namespace } from './namespace/namespace';
import type { SnapshotComparison, SnapshotDifference, ValueSample } from './store';

/** Rows that are read between two turns. */
const rowsPerTurn = 1000;

/** Bytes of a value that a difference shows. */
const sampleBytes = 1024;

/**
 * Compares a snapshot with a namespace as it is, in small steps between which other calls go on.
 *
 * @param current asked anew for each step, since the namespace may go meanwhile
 * @param most differences that are told one by one
 */
export async function compareSnapshot(
  snapshot: RecordsDatabase,
  current: () => Namespace,
  most: number,
): Promise<SnapshotComparison> {
  const before = rowsInOrder((after) => {
    const range = keyRange({ prefix: '', limit: rowsPerTurn, after });
    return range ? snapshot.list(range, rowsPerTurn) : [];
  });
  const now = rowsInOrder((after) => current().rows({ prefix: '', limit: rowsPerTurn - 1, after }));
  const counts = { added: 0, changed: 0, removed: 0 };
  const differences: SnapshotDifference[] = [];
  const tell = (key: string, from: RecordRow | undefined, to: RecordRow | undefined): void => {
    if (differences.length >= most) return;
    const oldValue = from && snapshot.get(Buffer.from(key))?.value;
    const newValue = to && current().get(key)?.value;
    differences.push({ key, before: sampleOf(oldValue), after: sampleOf(newValue) });
  };
  let [a, b] = [await before.next(), await now.next()];
  while (a.value ?? b.value) {
    const order = a.value && b.value ? compareUtf8(a.value.key, b.value.key) : a.value ? -1 : 1;
    if (order === 0 && a.value && b.value && !isSame(a.value, b.value)) {
      counts.changed += 1;
      tell(a.value.key, a.value, b.value);
    } else if (order < 0 && a.value) {
      counts.removed += 1;
      tell(a.value.key, a.value, undefined);
    } else if (order > 0 && b.value) {
      counts.added += 1;
      tell(b.value.key, undefined, b.value);
    }
    [a, b] = [order <= 0 ? await before.next() : a, order >= 0 ? await now.next() : b];
  }
  return { ...counts, differences };

  function isSame(from: RecordRow, to: RecordRow): boolean {
    // A version is given once in the life of a namespace.
    if (from.version === to.version) return true;
    if (from.size !== to.size) return false;
    const oldValue = snapshot.get(Buffer.from(from.key))?.value;
    const newValue = current().get(to.key)?.value;
    return Buffer.from(oldValue ?? []).equals(newValue ?? new Uint8Array());
  }
}

async function* rowsInOrder(
  read: (after: string | null) => readonly RecordRow[],
): AsyncGenerator<RecordRow, undefined> {
  let after: string | null = null;
  for (;;) {
    const rows = read(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return undefined;
    after = last.key;
    await nextTurn();
  }
}

function sampleOf(value: Uint8Array | undefined): ValueSample | null {
  return value ? { size: value.byteLength, start: value.slice(0, sampleBytes) } : null;
}
