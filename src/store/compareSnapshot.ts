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
  const before = await openCursor((after) => {
    const range = keyRange({ prefix: '', limit: rowsPerTurn, after });
    return range ? snapshot.list(range, rowsPerTurn) : [];
  });
  const now = await openCursor((after) =>
    current().rows({ prefix: '', limit: rowsPerTurn - 1, after }),
  );
  const counts = { added: 0, changed: 0, removed: 0 };
  const differences: SnapshotDifference[] = [];
  const tell = (key: string, from: RecordRow | undefined, to: RecordRow | undefined): void => {
    if (differences.length >= most) return;
    const oldValue = from && snapshot.get(Buffer.from(key))?.value;
    const newValue = to && current().get(key)?.value;
    differences.push({ key, before: sampleOf(oldValue), after: sampleOf(newValue) });
  };
  for (let a = before.row(), b = now.row(); a ?? b; a = before.row(), b = now.row()) {
    const order = a && b ? compareUtf8(a.key, b.key) : a ? -1 : 1;
    if (order === 0 && a && b && !isSame(a, b)) {
      counts.changed += 1;
      tell(a.key, a, b);
    } else if (order < 0 && a) {
      counts.removed += 1;
      tell(a.key, a, undefined);
    } else if (order > 0 && b) {
      counts.added += 1;
      tell(b.key, undefined, b);
    }
    const steps = [order <= 0 && before.advance(), order >= 0 && now.advance()];
    // Awaiting nothing a million times would take longer than the comparison.
    for (const step of steps) if (step) await step;
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

/** Rows in the order of their keys, read some at a time. */
interface Cursor {
  row(): RecordRow | undefined;
  /** Goes to the next row; reads on, after other calls had their turn, where there is none left. */
  advance(): Promise<void> | undefined;
}

async function openCursor(read: (after: string | null) => readonly RecordRow[]): Promise<Cursor> {
  let rows = read(null);
  let at = 0;
  await nextTurn();
  return {
    row: () => rows[at],
    advance() {
      const last = rows.at(-1);
      at += 1;
      if (at < rows.length || !last) return undefined;
      return nextTurn().then(() => {
        rows = read(last.key);
        at = 0;
      });
    },
  };
}

function sampleOf(value: Uint8Array | undefined): ValueSample | null {
  return value ? { size: value.byteLength, start: value.slice(0, sampleBytes) } : null;
}
