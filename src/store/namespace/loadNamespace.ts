import * as l10n from '@vscode/l10n';
import { moveAside } from '../files/keepAside';
import {
  checkStructure,
  createDatabase,
  ForeignDatabaseError,
  NewerDatabaseError,
  openDatabase,
  type OpenDatabase,
} from '../database/databaseFile';
import { readPages, type ReadPages } from '../database/readPages';
import { createRecordsDatabase, type RecordsDatabase } from '../database/recordsDatabase';
import type { SqlEngine } from '../database/sqlEngine';
import type { JournalEnd } from '../journal/journal';
import type { SnapshotMark } from '../journal/journalFrame';
import { reasonOf, StoreError } from '../storeError';
import type { Notice } from '../storeNotice';
import { dataFile } from './namespaceFiles';
import { emptyState, type NamespaceState } from './namespaceState';
import { replayJournal, type Replay } from './replayJournal';

/** A namespace as its files tell it. */
export interface LoadedNamespace {
  readonly database: OpenDatabase;
  readonly records: RecordsDatabase;
  readonly state: NamespaceState;
  readonly journalEnd: JournalEnd;
  /** The journal holds changes that the snapshot has not. */
  readonly isChanged: boolean;
}

/**
 * Reads snapshot and journal. What is damaged is kept beside under a new name and reported.
 *
 * @param ahead the snapshot, where it has been read already
 * @throws StoreError `STORE_FAILED` where a newer version wrote them
 * @throws Error of the file system
 */
export function loadNamespace(
  engine: SqlEngine,
  folder: string,
  notify: (notice: Notice) => void,
  ahead?: ReadPages | null,
): LoadedNamespace {
  const read = ahead ?? readPages(dataFile(folder));
  const snapshot = read && useSnapshot(engine, folder, notify, read);
  if (snapshot) return snapshot;
  const database = createDatabase(engine);
  return closeOnFailure(database, () => {
    const state = { ...emptyState };
    const records = createRecordsDatabase(database);
    const replay = replayJournal(folder, records, state, 0);
    if (replay.missing > 0) notify(missingSnapshot(folder));
    replay.keepRest(notify);
    return {
      database,
      records,
      state,
      journalEnd: replay.end,
      // A snapshot ends what would otherwise be told at every start.
      isChanged: replay.changes > 0 || replay.missing > 0,
    };
  });
}

function useSnapshot(
  engine: SqlEngine,
  folder: string,
  notify: (notice: Notice) => void,
  read: ReadPages,
): LoadedNamespace | null {
  const file = dataFile(folder);
  const fileBytes = read.pages.bytes;
  try {
    const { meta, ...database } = openDatabase(engine, read.pages);
    return closeOnFailure(database, () => {
      const { version, records: count, bytes, lastWriteAtMs, sequence } = meta;
      const state = { identity: meta, version, records: count, bytes, lastWriteAtMs };
      const records = createRecordsDatabase(database);
      const replay = replayOnto(folder, records, state, sequence);
      if (!isVouchedFor(replay, { sequence, bytes: fileBytes, crc32: read.crc32 })) {
        checkStructure(database);
      }
      if (replay.missing > 0) notify(missingSnapshot(folder));
      replay.keepRest(notify);
      return {
        database,
        records,
        state,
        journalEnd: replay.end,
        isChanged: replay.changes > 0,
      };
    });
  } catch (error) {
    if (error instanceof NewerDatabaseError) throw newerSnapshot(file, error);
    if (!(error instanceof ForeignDatabaseError)) throw error;
    const kept = moveAside(file, 'damaged');
    notify({
      code: 'DAMAGED_FILE_KEPT',
      message: l10n.t(
        'A database was damaged or not ours ({0}) and was kept as "{1}". Only the records of its journal are there now.',
        error.message,
        kept,
      ),
      file: kept,
    });
    return null;
  }
}

/**
 * Whether the journal knows the checksum of a snapshot.
 *
 * The first version of the product wrote none, and a damaged journal may have lost it.
 *
 * @throws ForeignDatabaseError where there should be one and it is another
 */
function isVouchedFor({ snapshots, missing, isDamaged }: Replay, found: SnapshotMark): boolean {
  // There may be one of the same number too whose snapshot never took its place.
  const isKnown = snapshots.some(
    ({ sequence, bytes, crc32 }) =>
      sequence === found.sequence && bytes === found.bytes && crc32 === found.crc32,
  );
  if (isKnown) return true;
  // Its number may be what is damaged; marks above it can be of a snapshot that was under way.
  const hasOther = snapshots.some(({ sequence }) =>
    isDamaged ? sequence === found.sequence : sequence <= found.sequence,
  );
  if (hasOther || (missing > 0 && !isDamaged)) {
    throw new ForeignDatabaseError('Its checksum is wrong');
  }
  return false;
}

/** Damage in a snapshot may also show while the journal is applied to it. */
function replayOnto(
  folder: string,
  records: RecordsDatabase,
  state: NamespaceState,
  sequence: number,
): Replay {
  try {
    return replayJournal(folder, records, state, sequence);
  } catch (error) {
    // Errors of the file system have a system call; those of SQLite have none.
    if (error instanceof Error && 'syscall' in error) throw error;
    throw new ForeignDatabaseError(reasonOf(error));
  }
}

function closeOnFailure<R>({ sql }: OpenDatabase, work: () => R): R {
  try {
    return work();
  } catch (error) {
    sql.close();
    throw error;
  }
}

function missingSnapshot(folder: string): Notice {
  return {
    code: 'DAMAGED_FILE_KEPT',
    message: l10n.t(
      'A snapshot is missing, so the changes before the journal begins are lost. What the journal holds was read from "{0}".',
      folder,
    ),
    file: folder,
  };
}

function newerSnapshot(file: string, error: Error): StoreError {
  return new StoreError(
    'STORE_FAILED',
    l10n.t(
      'A newer version of Pages KV wrote "{0}". Update the extension to open it; nothing was changed.',
      file,
    ),
    error,
  );
}
