import type { ListPage, ListQuery } from '../../kv/kvPort';
import type { OpenDatabase } from '../database/databaseFile';
import type { LargestOfSpan, RecordRow } from '../database/recordsDatabase';
import type { SqlEngine } from '../database/sqlEngine';
import type { FilePort } from '../files/filePort';
import type { Notice } from '../storeNotice';
import type { NewRecord } from '../store';
import type { NamespaceState } from './namespaceState';

/** What a namespace's files and code need from around them. */
export interface NamespaceHost {
  readonly engine: SqlEngine;
  readonly files: FilePort;
  notify(notice: Notice): void;
  /** Throws where there is no room for so many bytes more. */
  admit(growthBytes: number): void;
}

/** What takes the place of all records of a namespace. */
export interface NewContent extends Omit<NamespaceState, 'identity'> {
  readonly database: OpenDatabase;
}

/** One namespace, loaded: its database in memory and its journal on disk. */
export interface Namespace {
  readonly state: Readonly<NamespaceState>;
  readonly databaseBytes: number;
  get(key: string): { value: Uint8Array; version: number; updatedAtMs: number } | null;
  version(key: string): number | null;
  put(
    key: string,
    value: Uint8Array,
    nowMs: number,
  ): { readonly version: number; readonly replacedVersion: number | null };
  /** Bytes of a value, without reading it; `null` where the record is missing. */
  size(key: string): number | null;
  /** As one change. */
  putMany(records: readonly NewRecord[], nowMs: number): void;
  delete(
    key: string,
    nowMs: number,
  ): { readonly version: number; readonly replacedVersion: number | null };
  /** Deletes, as one change, every record whose version is not higher. */
  deleteUpTo(version: number, nowMs: number): { readonly deleted: number };
  list(query: ListQuery): ListPage;
  /** One row more than `limit` where more follow. */
  rows(query: ListQuery): readonly RecordRow[];
  largest(afterId: number, span: number, most: number): LargestOfSpan | null;
  /** Writes down whose it is, for the day when the catalogue is lost. */
  identify(owner: { id: string; account: string; name: string }): void;
  /**
   * Saves the database and begins a new journal. Nothing is lost where it fails.
   *
   * @param occasion saves only where it is worth it; absent: whenever something has changed
   */
  snapshot(occasion?: 'write' | 'idle' | 'end'): Promise<void>;
  isDue(): boolean;
  /**
   * Puts another content in the place of all records, durably; nobody sees anything in between.
   *
   * @param prepare called when nothing comes in between any more; its database belongs to the
   *   namespace from then on, and what it throws leaves everything as it is
   */
  replaceContent(prepare: () => NewContent): Promise<void>;
  /**
   * Writes a copy of the database, a plain SQLite file, while writes go on.
   *
   * @returns the CRC-32 of the file
   */
  copyTo(file: string): Promise<number>;
  /** The same in one turn. */
  copyNow(file: string): number;
  /** Resolves when everything written before is on the disk. */
  flush(): Promise<void>;
  /** After a last snapshot, unless everything shall be forgotten. */
  close(options?: { readonly forget: boolean }): Promise<void>;
}
