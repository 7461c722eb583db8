import * as l10n from '@vscode/l10n';
import { isWellFormed } from '../../kv/wellFormed';
import type { DatabaseMeta } from '../database/databaseFile';
import type { ReadPages } from '../database/readPages';
import { openJournal } from '../journal/journal';
import type { JournalEntry, NamespaceIdentity } from '../journal/journalFrame';
import { payloadBytes } from '../journal/payloadBytes';
import { guardFiles, reasonOf, StoreError } from '../storeError';
import type { Notice } from '../storeNotice';
import { keyRange } from './keyRange';
import { loadNamespace } from './loadNamespace';
import { applyEntry, type NamespaceState } from './namespaceState';
import { growthOf } from './growthOf';
import type { Namespace, NamespaceHost, NewContent } from './namespace';
import { replaceSnapshot, saveSnapshot } from './saveSnapshot';
import { writeCopy, writeCopyNow } from './writeCopy';
import { isSnapshotDue } from './snapshotPolicy';

/**
 * Loads a namespace of its folder.
 *
 * @param ahead its snapshot, where it has been read already
 * @throws StoreError `STORE_FAILED`
 */
export function openNamespace(
  host: NamespaceHost,
  folder: string,
  ahead?: ReadPages | null,
): Namespace {
  const { files } = host;
  const guard = <R>(work: () => R): R => guardFiles(folder, work);
  let loaded = guard(() => load(ahead));
  let { isChanged } = loaded;
  const journal = guard(() => {
    try {
      return openJournal(files, folder, loaded.journalEnd);
    } catch (error) {
      loaded.database.sql.close();
      throw error;
    }
  });
  // What an earlier process left in the journal was paid for then.
  let payload = journal.bytes;
  let writtenBytes = journal.bytes;
  let saving: Promise<void> | undefined;
  let isClosed = false;

  const namespace: Namespace = {
    get state() {
      return loaded.state;
    },
    get databaseBytes() {
      return loaded.database.pages.bytes;
    },
    get(key) {
      return isWellFormed(key) ? loaded.records.get(Buffer.from(key)) : null;
    },
    version(key) {
      if (!isWellFormed(key)) return null;
      return loaded.records.find(Buffer.from(key))?.version ?? null;
    },
    put(key, value, nowMs) {
      const keyBytes = Buffer.from(key);
      const before = loaded.records.find(keyBytes);
      const sizeBefore = before ? keyBytes.byteLength + before.size : 0;
      const growth = keyBytes.byteLength + value.byteLength - sizeBefore;
      if (growth > 0) host.admit(growth);
      const version = loaded.state.version + 1;
      write({ kind: 'put', key: keyBytes, value, version, updatedAtMs: Math.round(nowMs) });
      return { version, replacedVersion: before?.version ?? null };
    },
    size: (key) => (isWellFormed(key) ? loaded.records.find(Buffer.from(key)) : null)?.size ?? null,
    putMany(newRecords, nowMs) {
      if (newRecords.length === 0) return;
      const records = newRecords.map(({ key, value }) => ({ key: Buffer.from(key), value }));
      const growth = growthOf(records, loaded.records);
      if (growth > 0) host.admit(growth);
      const version = loaded.state.version + 1;
      write({ kind: 'putMany', version, updatedAtMs: Math.round(nowMs), records });
    },
    delete(key, nowMs) {
      const { version } = loaded.state;
      const keyBytes = Buffer.from(key);
      const before = isWellFormed(key) ? loaded.records.find(keyBytes) : null;
      if (!before) return { version, replacedVersion: null };
      const updatedAtMs = Math.round(nowMs);
      write({ kind: 'delete', key: keyBytes, version: version + 1, updatedAtMs });
      return { version: version + 1, replacedVersion: before.version };
    },
    deleteUpTo(upTo, nowMs) {
      const before = loaded.state.records;
      const version = loaded.state.version + 1;
      write({ kind: 'deleteUpTo', upTo, version, updatedAtMs: Math.round(nowMs) });
      return { deleted: before - loaded.state.records };
    },
    list(query) {
      const range = keyRange(query);
      const keys = range ? loaded.records.keys(range, query.limit + 1) : [];
      return { keys: keys.slice(0, query.limit), complete: keys.length <= query.limit };
    },
    rows(query) {
      const range = keyRange(query);
      return range ? loaded.records.list(range, query.limit + 1) : [];
    },
    largest: (afterId, span, most) => loaded.records.largest(afterId, span, most),
    identify(owner) {
      const { id, account, name } = owner;
      const { records, bytes } = loaded.state;
      write({ kind: 'identity', identity: { id, account, name, records, bytes } });
    },
    isDue: () => isChanged && isSnapshotDue(costs(), 'write'),
    async snapshot(occasion) {
      if (saving) return saving;
      if (!isChanged || isClosed || (occasion && !isSnapshotDue(costs(), occasion))) return;
      saving = save().finally(() => {
        saving = undefined;
      });
      return saving;
    },
    async replaceContent(prepare) {
      while (saving) await saving.catch(() => undefined);
      const next = prepare();
      guard(() => {
        replace(next);
      });
    },
    copyTo: (file) =>
      guardFiles(file, () => writeCopy(files, file, loaded.database, currentMeta())),
    copyNow: (file) =>
      guardFiles(file, () => writeCopyNow(files, file, loaded.database, currentMeta())),
    flush: () =>
      journal.flush().catch((error: unknown) => {
        throw notFlushed(folder, error);
      }),
    async close({ forget } = { forget: false }) {
      if (isClosed) return;
      try {
        if (!forget) {
          await saving?.catch(() => undefined);
          await namespace.snapshot('end');
        }
      } finally {
        isClosed = true;
        await saving?.catch(() => undefined);
        loaded.database.sql.close();
        await journal.close().catch((error: unknown) => {
          if (!forget) throw error;
        });
      }
    },
  };
  return namespace;

  function load(read?: ReadPages | null) {
    const notify = (notice: Notice): void => {
      host.notify(notice);
    };
    return loadNamespace(host.engine, folder, notify, read);
  }

  function costs() {
    const { bytes: databaseBytes } = loaded.database.pages;
    return { journalBytes: journal.bytes, databaseBytes, payloadBytes: payload, writtenBytes };
  }

  /** First the journal, then memory: what is not on its way to the disk is never seen. */
  function write(entry: JournalEntry): void {
    guard(() => {
      const journalBytes = journal.bytes;
      journal.append(entry);
      writtenBytes += journal.bytes - journalBytes;
      try {
        if (entry.kind === 'putMany') {
          loaded.records.batch(() => {
            applyEntry(loaded.records, loaded.state, entry);
          });
        } else applyEntry(loaded.records, loaded.state, entry);
      } catch (error) {
        // Without a rollback journal of its own SQLite may have stopped halfway.
        journal.undo();
        reload();
        throw error;
      }
    });
    payload += payloadBytes(entry);
    if (entry.kind !== 'identity') isChanged = true;
  }

  function reload(): void {
    loaded.database.sql.close();
    loaded = load();
  }

  async function save(): Promise<void> {
    isChanged = false;
    const { database } = loaded;
    writtenBytes += database.pages.bytes;
    try {
      await guardFiles(folder, () =>
        saveSnapshot({ files, folder, journal, database, meta: currentMeta() }),
      );
    } catch (error) {
      isChanged = true;
      throw error;
    }
  }

  function replace({ database, ...state }: NewContent): void {
    const meta = metaOf(state, identity(), journal.sequence);
    writtenBytes += database.pages.bytes;
    try {
      replaceSnapshot({ files, folder, journal, database, meta });
      isChanged = false;
    } finally {
      database.sql.close();
      // Which content counts where something failed, the files know.
      reload();
    }
  }

  function currentMeta(): DatabaseMeta {
    return metaOf(loaded.state, identity(), journal.sequence);
  }

  // The store gives one to a namespace whose files say nothing, before anything else.
  function identity(): NamespaceIdentity {
    if (!loaded.state.identity) throw new TypeError('The namespace has no identity yet');
    return loaded.state.identity;
  }
}

function notFlushed(folder: string, error: unknown): StoreError {
  return new StoreError(
    'STORE_FAILED',
    l10n.t(
      'A change was written to "{0}", but the disk did not confirm it: {1}. It may be lost where the machine loses power; check the disk, then make the change again.',
      folder,
      reasonOf(error),
    ),
    error,
  );
}

function metaOf(
  { version, records, bytes, lastWriteAtMs }: Omit<NamespaceState, 'identity'>,
  { id, account, name }: NamespaceIdentity,
  sequence: number,
): DatabaseMeta {
  return { id, account, name, records, bytes, version, lastWriteAtMs, sequence };
}
