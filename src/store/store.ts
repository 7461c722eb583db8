import type { ListPage, ListQuery } from '../kv/kvPort';
import type { Catalogue, CatalogueSnapshot } from './catalogue/catalogue';
import type { RecordRow } from './database/recordsDatabase';
import type { FsyncPolicy } from './durability';
import type { FilePort } from './files/filePort';
import type { Notice } from './storeNotice';

/** Where and how a store lies. */
export interface StoreOptions {
  readonly folder: string;
  /** SQLite's `.wasm` file. */
  readonly wasmFile: string;
  readonly accountBytesMax?: number;
  readonly files?: FilePort;
  readonly fsync?: FsyncPolicy;
  /** A namespace is saved after it has not been written for this long. */
  readonly idleMs?: number;
  /** Called where saving in the background failed; the journal still holds everything. */
  readonly onBackgroundFailure?: (error: unknown) => void;
  /** Called when a damaged file was found. */
  readonly onNotice?: () => void;
}

/** A record that shall be put. */
export interface NewRecord {
  readonly key: string;
  readonly value: Uint8Array;
}

/** How much of what a namespace holds. */
export interface NamespaceUsage {
  readonly records: number;
  readonly bytes: number;
  /** Simulated time of the last change, `null` where there was none. */
  readonly lastWriteAtMs: number | null;
  /** Bytes of the value. */
  readonly largest: readonly { readonly key: string; readonly size: number }[];
}

/** The beginning of a value, and how long it is. */
export interface ValueSample {
  readonly size: number;
  readonly start: Uint8Array;
}

/** A key that a snapshot and the namespace do not hold alike. */
export interface SnapshotDifference {
  readonly key: string;
  /** In the snapshot; `null` where the record was added since. */
  readonly before: ValueSample | null;
  /** Now; `null` where the record was removed since. */
  readonly after: ValueSample | null;
}

/** How a namespace has changed since a snapshot. */
export interface SnapshotComparison {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** The first of them in the order of their keys. */
  readonly differences: readonly SnapshotDifference[];
}

/**
 * The central store: every namespace with its records, and the catalogue of what there is.
 *
 * `get`, `version`, `put`, `delete` and `list` are what edge nodes call. A write that returned
 * survives the end of this process, however it ends; where {@link Store.flushed} was waited
 * for, it survives as much as the setting promises.
 */
export interface Store {
  readonly accountBytesMax: number;
  readonly catalogue: Catalogue;
  /** Replaces the catalogue; it is on disk when this returns. */
  saveCatalogue(next: Catalogue): void;
  /** Loads SQLite, the first time; everything below needs it. */
  load(): Promise<void>;
  /**
   * Loads a namespace ahead of its first use, which would else stop everything while it loads.
   *
   * @returns `undefined` where there is nothing to wait for; calls that wait go on in their order
   */
  ready(namespaceId: string): Promise<void> | undefined;
  setFsync(policy: FsyncPolicy): void;
  takeNotices(): readonly Notice[];

  totals(namespaceId: string): { readonly records: number; readonly bytes: number };
  accountBytes(account: string): number;
  /** Makes the files of a new namespace; it counts once it is in the catalogue. */
  createNamespace(account: string, name: string): { readonly id: string };
  /** Notes the names of the catalogue in the namespace's own files. */
  identifyNamespace(namespaceId: string): void;
  /** Removes the files of a namespace that the catalogue no longer has. */
  removeNamespace(namespaceId: string): Promise<void>;
  rows(namespaceId: string, query: ListQuery): readonly RecordRow[];

  get(
    namespaceId: string,
    key: string,
  ): { version: number; value: Uint8Array; updatedAtMs: number } | null;
  version(namespaceId: string, key: string): number | null;
  put(
    namespaceId: string,
    key: string,
    value: Uint8Array,
    nowMs: number,
  ): { readonly version: number; readonly replacedVersion: number | null };
  delete(
    namespaceId: string,
    key: string,
    nowMs: number,
  ): { readonly version: number; readonly replacedVersion: number | null };
  list(namespaceId: string, query: ListQuery): ListPage;

  /** Bytes of a record's value, without reading it; `null` where it is missing. */
  size(namespaceId: string, key: string): number | null;
  /**
   * Puts many records as one change: after a crash all of them are there, or none.
   *
   * @throws KvError `ACCOUNT_FULL` where there is no room for all; nothing is stored then
   */
  putMany(namespaceId: string, records: readonly NewRecord[], nowMs: number): void;
  /** Number of the namespace's last write. */
  lastVersion(namespaceId: string): number;
  /** Deletes, as one change, every record whose version is not higher. */
  deleteUpTo(namespaceId: string, version: number, nowMs: number): { readonly deleted: number };
  /** What a write must wait for before it is acknowledged; `undefined` for nothing. */
  flushed(namespaceId: string): Promise<void> | undefined;

  /** Reads everything, in small steps between which other calls go on. */
  usage(namespaceId: string): Promise<NamespaceUsage>;
  /** Writes the namespace as a plain SQLite file. */
  copyTo(
    namespaceId: string,
    file: string,
  ): Promise<{ readonly records: number; readonly bytes: number }>;

  /** @param automatic it may go when there are newer ones */
  takeSnapshot(namespaceId: string, name: string, automatic?: boolean): Promise<CatalogueSnapshot>;
  deleteSnapshot(namespaceId: string, snapshotId: string): { readonly deleted: boolean };
  /**
   * Puts what a snapshot holds in the place of all records, each with a version of its own.
   *
   * @param undoName of the snapshot that is taken of what was there
   * @throws StoreError `SNAPSHOT_UNKNOWN`, KvError `ACCOUNT_FULL`; nothing has changed then
   */
  restoreSnapshot(
    namespaceId: string,
    snapshotId: string,
    undoName: string,
    nowMs: number,
  ): Promise<{ readonly undo: CatalogueSnapshot }>;
  /** Removes all records; `undo` is the snapshot of what was there. */
  emptyNamespace(
    namespaceId: string,
    undoName: string,
    nowMs: number,
  ): Promise<{ readonly deleted: number; readonly undo: CatalogueSnapshot }>;
  /** @param most differences that are told one by one; all of them are counted */
  compareSnapshot(
    namespaceId: string,
    snapshotId: string,
    most: number,
  ): Promise<SnapshotComparison>;

  /** Saves every namespace that has changed. */
  snapshot(): Promise<void>;
  /** Saves and closes. Where saving fails the journals stay, and nothing is lost. */
  close(): Promise<void>;
}
