import * as l10n from '@vscode/l10n';
import fs from 'node:fs';
import path from 'node:path';
import type { FilePort } from './filePort';
import { openJournal, type Journal } from './journal';
import { readFrames, type JournalFrame, type NamespaceIdentity } from './journalFrame';
import { moveAside, writeAside } from './keepAside';
import {
  createRecordsDatabase,
  ForeignDatabaseError,
  NewerDatabaseError,
  readRecordsDatabase,
  type DatabaseMeta,
  type RecordsDatabase,
} from './recordsDatabase';
import type { SqlEngine } from './sqlEngine';
import { reasonOf, StoreError, systemCode } from './storeError';
import type { Notice } from './storeNotice';

/** Paths of a namespace's files. */
export function namespaceFiles(folder: string): {
  readonly data: string;
  readonly journal: string;
} {
  return { data: path.join(folder, 'data.sqlite'), journal: path.join(folder, 'journal') };
}

/** A namespace as its files tell it. */
export interface LoadedNamespace {
  readonly database: RecordsDatabase;
  readonly journal: Journal;
  /** Absent where neither snapshot nor journal say whose it is. */
  readonly identity: NamespaceIdentity | undefined;
  readonly version: number;
  readonly records: number;
  readonly bytes: number;
  readonly snapshotBytes: number;
}

/**
 * Reads snapshot and journal. What is damaged is kept beside under a new name and reported.
 *
 * @throws StoreError `STORE_FAILED` where the files cannot be read or a newer version wrote them
 */
export function loadNamespace(
  engine: SqlEngine,
  files: FilePort,
  folder: string,
  notify: (notice: Notice) => void,
): LoadedNamespace {
  const paths = namespaceFiles(folder);
  const snapshot = readSnapshot(engine, paths.data, notify);
  const database = snapshot?.database ?? createRecordsDatabase(engine);
  try {
    const replayed = replay(database, snapshot?.meta, readIfThere(paths.journal));
    if (replayed.rest) {
      const file = writeAside(paths.journal, 'tail', replayed.rest);
      notify({
        code: 'JOURNAL_TAIL_KEPT',
        message: l10n.t(
          'The last bytes of a journal were torn or damaged, as after a crash of the machine. Everything before them is there; they were kept in "{0}".',
          file,
        ),
        file,
      });
    }
    if (replayed.missing > 0 && !snapshot) {
      notify({
        code: 'DAMAGED_FILE_KEPT',
        message: l10n.t(
          'A snapshot is missing, so the changes before the journal begins are lost. What the journal holds was read from "{0}".',
          paths.journal,
        ),
        file: paths.journal,
      });
    }
    const journal = openJournal(files, paths.journal, replayed.end);
    return {
      database,
      journal,
      identity: replayed.identity,
      version: replayed.version,
      records: replayed.records,
      bytes: replayed.bytes,
      snapshotBytes: snapshot?.size ?? 0,
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function readSnapshot(
  engine: SqlEngine,
  file: string,
  notify: (notice: Notice) => void,
): { database: RecordsDatabase; meta: DatabaseMeta; size: number } | null {
  const bytes = readIfThere(file);
  if (!bytes) return null;
  try {
    return { ...readRecordsDatabase(engine, bytes), size: bytes.byteLength };
  } catch (error) {
    if (error instanceof NewerDatabaseError) {
      throw new StoreError(
        'STORE_FAILED',
        l10n.t(
          'A newer version of Pages KV wrote "{0}". Update the extension to open it; nothing was changed.',
          file,
        ),
        error,
      );
    }
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

interface Replayed {
  readonly end: { readonly bytes: number; readonly sequence: number };
  readonly rest: Buffer | undefined;
  /** Changes between snapshot and journal that neither holds. */
  readonly missing: number;
  readonly identity: NamespaceIdentity | undefined;
  readonly version: number;
  readonly records: number;
  readonly bytes: number;
}

function replay(
  database: RecordsDatabase,
  meta: DatabaseMeta | undefined,
  content: Buffer | null,
): Replayed {
  let { version, records, bytes, sequence } = meta ?? {
    version: 0,
    records: 0,
    bytes: 0,
    sequence: 0,
  };
  let identity: NamespaceIdentity | undefined = meta;
  let missing = 0;
  const apply = (frame: JournalFrame): void => {
    if (frame.sequence <= sequence) return;
    missing += frame.sequence - sequence - 1;
    sequence = frame.sequence;
    const { entry } = frame;
    if (entry.kind === 'identity') {
      identity = entry.identity;
      return;
    }
    version = Math.max(version, entry.version);
    const before = database.find(entry.key);
    if (before) {
      records -= 1;
      bytes -= entry.key.byteLength + before.size;
    }
    if (entry.kind === 'delete') return database.delete(entry.key);
    records += 1;
    bytes += entry.key.byteLength + entry.value.byteLength;
    database.put(entry.key, entry.value, entry.version, entry.updatedAtMs);
  };
  let endBytes = 0;
  if (content) {
    database.batch(() => {
      endBytes = readFrames(content, apply);
    });
  }
  const rest = content && endBytes < content.byteLength ? content.subarray(endBytes) : undefined;
  return { end: { bytes: endBytes, sequence }, rest, missing, identity, version, records, bytes };
}

/** How much a namespace holds, where that can be known without loading it. */
export function peekTotals(folder: string): { records: number; bytes: number } | null {
  const { data, journal } = namespaceFiles(folder);
  // A longer journal holds changes; loading reads those anyway.
  if ((fs.statSync(journal, { throwIfNoEntry: false })?.size ?? Infinity) > 4096) return null;
  const content = fs.readFileSync(journal);
  let totals = null as { records: number; bytes: number } | null;
  const end = readFrames(content, ({ entry }) => {
    totals = entry.kind === 'identity' ? entry.identity : null;
  });
  if (end < content.byteLength || !totals) return null;
  return totals.records === 0 || fs.existsSync(data) ? totals : null;
}

function readIfThere(file: string): Buffer | null {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw new StoreError(
      'STORE_FAILED',
      l10n.t('"{0}" cannot be read: {1}', file, reasonOf(error)),
      error,
    );
  }
}
