import * as l10n from '@vscode/l10n';
import { keepTail, moveAside } from '../files/keepAside';
import type { RecordsDatabase } from '../database/recordsDatabase';
import type { JournalEnd } from '../journal/journal';
import type { JournalFrame, SnapshotMark } from '../journal/journalFrame';
import { segmentFile, segmentNumbers, type JournalSegment } from '../journal/journalSegments';
import { readJournalFile } from '../journal/readJournalFile';
import type { Notice } from '../storeNotice';
import { applyEntry, type NamespaceState } from './namespaceState';

/** What a journal held. */
export interface Replay {
  readonly end: JournalEnd;
  /** How many changes of records were applied. */
  readonly changes: number;
  /** Changes between the snapshot and the journal that neither holds. */
  readonly missing: number;
  /** Reading ended before the end. */
  readonly isDamaged: boolean;
  readonly snapshots: readonly SnapshotMark[];
  /** Keeps aside what lies behind the first damaged frame, and tells so. */
  keepRest(notify: (notice: Notice) => void): void;
}

/**
 * Applies every change of the journal that the records do not have yet.
 *
 * @param from number of the last change that the records have
 * @throws Error of the file system or of SQLite; no file has changed then
 */
export function replayJournal(
  folder: string,
  records: RecordsDatabase,
  state: NamespaceState,
  from: number,
): Replay {
  let sequence = from;
  let last = 0;
  let missing = 0;
  let changes = 0;
  const snapshots: SnapshotMark[] = [];
  const segments: JournalSegment[] = [];
  const apply = (frame: JournalFrame): boolean => {
    // What follows a gap may build on what is gone; at the beginning a snapshot may be missing.
    const isFirst = last === 0 && segments.length === 0;
    if (!isFirst && frame.sequence > Math.max(last, sequence) + 1) return false;
    // Marks count even where their own number is not above the snapshot's.
    if (frame.entry.kind === 'snapshot') snapshots.push(frame.entry.snapshot);
    last = frame.sequence;
    if (frame.sequence <= sequence) return true;
    missing += frame.sequence - sequence - 1;
    sequence = frame.sequence;
    if (frame.entry.kind !== 'snapshot' && frame.entry.kind !== 'identity') changes += 1;
    applyEntry(records, state, frame.entry);
    return true;
  };
  const rest: number[] = [];
  let damaged = false;
  records.batch(() => {
    for (const number of segmentNumbers(folder)) {
      if (damaged) {
        rest.push(number);
        continue;
      }
      const read = readJournalFile(segmentFile(folder, number), last, apply);
      segments.push({ number, bytes: read.wholeBytes });
      damaged = read.wholeBytes < read.fileBytes;
    }
  });
  return {
    end: { segments, sequence },
    changes,
    missing,
    isDamaged: damaged,
    snapshots,
    keepRest(notify) {
      const torn = segments.at(-1);
      if (!damaged || !torn) return;
      const file = keepTail(segmentFile(folder, torn.number), torn.bytes);
      for (const number of rest) moveAside(segmentFile(folder, number), 'tail');
      notify({
        code: 'JOURNAL_TAIL_KEPT',
        message: l10n.t(
          'The last bytes of a journal were torn or damaged, as after a crash of the machine. Everything before them is there; they were kept in "{0}".',
          file,
        ),
        file,
      });
    },
  };
}
