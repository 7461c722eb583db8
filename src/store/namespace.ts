import * as l10n from '@vscode/l10n';
import { limits } from '../kv/limits';
import type { ListPage, ListQuery } from '../kv/kvPort';
import { isWellFormed } from '../kv/wellFormed';
import type { FilePort } from './filePort';
import type { JournalEntry, NamespaceIdentity } from './journalFrame';
import { loadNamespace, namespaceFiles, type LoadedNamespace } from './namespaceFiles';
import { replaceFile } from './replaceFile';
import type { RecordRow } from './recordsDatabase';
import type { SqlEngine } from './sqlEngine';
import { reasonOf, StoreError } from './storeError';
import type { Notice } from './storeNotice';

/** What a namespace's files and code need from around them. */
export interface NamespaceHost {
  readonly engine: SqlEngine;
  readonly files: FilePort;
  notify(notice: Notice): void;
  /** Called before a write with the bytes by which it grows; throws where there is no room. */
  admit(growthBytes: number): void;
}

/** One namespace, loaded: its database in memory and its journal on disk. */
export interface Namespace {
  readonly records: number;
  readonly bytes: number;
  readonly identity: NamespaceIdentity | undefined;
  get(key: string): { value: Uint8Array; version: number; updatedAtMs: number } | null;
  version(key: string): number | null;
  put(key: string, value: Uint8Array, nowMs: number): { readonly version: number };
  delete(key: string): { readonly version: number; readonly existed: boolean };
  list(query: ListQuery): ListPage;
  /** One row more than `limit` where more follow. */
  rows(query: ListQuery): readonly RecordRow[];
  /** Writes down whose it is, for the day when the catalogue is lost. */
  identify(owner: { id: string; account: string; name: string }): void;
  readonly snapshotDue: boolean;
  readonly snapshotWanted: boolean;
  /** Saves the database and begins a new journal. Nothing is lost where it fails. */
  snapshot(): void;
  close(): void;
}

/** Journals are folded into a snapshot from this size, or from half the database's. */
export const journalBytesMin = 16 * 1024 * 1024;

/**
 * Loads a namespace of its folder.
 *
 * @throws StoreError `STORE_FAILED`
 */
export function openNamespace(host: NamespaceHost, folder: string): Namespace {
  let state = guard(() => load());
  let { records, bytes, version, identity, snapshotBytes } = state;
  let changedSinceSnapshot = state.journal.bytes > 0;

  return {
    get records() {
      return records;
    },
    get bytes() {
      return bytes;
    },
    get identity() {
      return identity;
    },
    get(key) {
      return isWellFormed(key) ? state.database.get(Buffer.from(key)) : null;
    },
    version(key) {
      if (!isWellFormed(key)) return null;
      return state.database.find(Buffer.from(key))?.version ?? null;
    },
    put(key, value, nowMs) {
      const keyBytes = Buffer.from(key);
      const before = state.database.find(keyBytes);
      const sizeBefore = before ? keyBytes.byteLength + before.size : 0;
      const growth = keyBytes.byteLength + value.byteLength - sizeBefore;
      if (growth > 0) host.admit(growth);
      const next = version + 1;
      const updatedAtMs = Math.round(nowMs);
      write({ kind: 'put', key: keyBytes, value, version: next, updatedAtMs }, () => {
        state.database.put(keyBytes, value, next, updatedAtMs);
      });
      version = next;
      bytes += growth;
      if (!before) records += 1;
      return { version };
    },
    delete(key) {
      const keyBytes = Buffer.from(key);
      const before = isWellFormed(key) ? state.database.find(keyBytes) : null;
      if (!before) return { version, existed: false };
      const next = version + 1;
      write({ kind: 'delete', key: keyBytes, version: next }, () => {
        state.database.delete(keyBytes);
      });
      version = next;
      bytes -= keyBytes.byteLength + before.size;
      records -= 1;
      return { version, existed: true };
    },
    list(query) {
      const rows = readRows(query);
      return {
        keys: rows.slice(0, query.limit).map(({ key }) => key),
        complete: rows.length <= query.limit,
      };
    },
    rows: readRows,
    identify(owner) {
      const next = { ...owner, records, bytes };
      write({ kind: 'identity', identity: next }, () => undefined);
      identity = next;
    },
    get snapshotDue() {
      return state.journal.bytes > Math.max(journalBytesMin, snapshotBytes / 2);
    },
    get snapshotWanted() {
      return changedSinceSnapshot;
    },
    snapshot() {
      if (!identity || !changedSinceSnapshot) return;
      const { sequence } = state.journal;
      const now = { ...identity, records, bytes };
      guard(() => {
        const content = state.database.export({ ...now, version, sequence });
        replaceFile(host.files, namespaceFiles(folder).data, content);
        snapshotBytes = content.byteLength;
        state.journal.restart(now);
      });
      changedSinceSnapshot = false;
    },
    close() {
      state.database.close();
      state.journal.close();
    },
  };

  function load(): LoadedNamespace {
    return loadNamespace(host.engine, host.files, folder, (notice) => {
      host.notify(notice);
    });
  }

  /** First the journal, then memory: what is not on its way to the disk is never seen. */
  function write(entry: JournalEntry, apply: () => void): void {
    guard(() => {
      state.journal.append(entry);
      try {
        apply();
      } catch (error) {
        // Without a rollback journal of its own SQLite may have stopped halfway.
        state.journal.undo();
        state.database.close();
        state.journal.close();
        state = load();
        throw error;
      }
    });
    changedSinceSnapshot = true;
  }

  function readRows({ prefix, limit, after }: ListQuery): readonly RecordRow[] {
    if (!isWellFormed(prefix)) return [];
    const start = Buffer.from(prefix);
    const behind = after === null ? null : Buffer.from(after);
    const isBehind = behind !== null && Buffer.compare(behind, start) >= 0;
    return state.database.list(
      { from: isBehind ? behind : start, fromIncluded: !isBehind, to: endOf(start) },
      Math.min(limit, limits.listKeysMax * 4) + 1,
    );
  }

  function guard<R>(work: () => R): R {
    try {
      return work();
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw new StoreError(
        'STORE_FAILED',
        l10n.t(
          'The store could not be written or read in "{0}": {1}. Free some disk space or check the folder\'s permissions, then try again; the change was not made.',
          folder,
          reasonOf(error),
        ),
        error,
      );
    }
  }
}

/** The first bytes behind every key with this prefix; UTF-8 has no byte 0xFF to overflow. */
function endOf(prefix: Buffer): Buffer | null {
  if (prefix.byteLength === 0) return null;
  const end = Buffer.from(prefix);
  const last = end.byteLength - 1;
  end[last] = (end[last] ?? 0) + 1;
  return end;
}
