import type { ListPage, ListQuery } from '../kv/kvPort';
import type { Catalogue } from './catalogue';
import type { FilePort } from './filePort';
import type { RecordRow } from './recordsDatabase';
import type { Notice } from './storeNotice';

/** Where and how a store lies. */
export interface StoreOptions {
  readonly folder: string;
  /** SQLite's `.wasm` file. */
  readonly wasmFile: string;
  readonly accountBytesMax?: number;
  readonly files?: FilePort;
  /** A namespace is saved after it has not been written for this long. */
  readonly idleMs?: number;
  /** Called where saving in the background failed; the journal still holds everything. */
  readonly onSnapshotFailed?: (error: unknown) => void;
  /** Called when a damaged file was found. */
  readonly onNotice?: () => void;
}

/**
 * The central store: every namespace with its records, and the catalogue of what there is.
 *
 * `get`, `version`, `put`, `delete` and `list` are what edge nodes call. A write that returned
 * survives the end of this process, however it ends.
 */
export interface Store {
  readonly accountBytesMax: number;
  readonly catalogue: Catalogue;
  /** Replaces the catalogue; it is on disk when this returns. */
  saveCatalogue(next: Catalogue): void;
  /** Loads SQLite, the first time; everything below needs it. */
  load(): Promise<void>;
  takeNotices(): readonly Notice[];

  totals(namespaceId: string): { readonly records: number; readonly bytes: number };
  accountBytes(account: string): number;
  /** Makes the files of a new namespace; it counts once it is in the catalogue. */
  createNamespace(account: string, name: string): { readonly id: string };
  /** Notes the names of the catalogue in the namespace's own files. */
  identifyNamespace(namespaceId: string): void;
  /** Removes the files of a namespace that the catalogue no longer has. */
  removeNamespace(namespaceId: string): void;
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
  ): { readonly version: number };
  delete(
    namespaceId: string,
    key: string,
    nowMs: number,
  ): { readonly version: number; readonly existed: boolean };
  list(namespaceId: string, query: ListQuery): ListPage;
  /** What a write must wait for before it is answered; `undefined` where there is nothing. */
  flushed?(namespaceId: string): Promise<void> | undefined;

  /** Saves every namespace that has changed. */
  snapshot(): void;
  /** Saves and closes. Where saving fails the journals stay, and nothing is lost. */
  close(): void;
}
