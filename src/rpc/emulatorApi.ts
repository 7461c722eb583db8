import type { ClockState } from '../edge/clock';
import type { EdgeNodeUsage, NodeView } from '../edge/edgeNetwork';
import type { KvOperation } from '../edge/kvOperation';
import type { KvKey } from '../kv/kvKey';
import type { ListPage, ListQuery } from '../kv/kvPort';
import type { ProfileName } from '../kv/profile';
import type { ResponseCacheApi } from './responseCacheApi';

/** A workspace folder: `id` is its URI as a string, `name` what people call it. */
export interface ProjectRef {
  readonly id: string;
  readonly name: string;
}

/** A project sees a namespace under a variable name; the variable is unique in its project. */
export interface Binding {
  readonly project: ProjectRef;
  readonly account: string;
  readonly namespace: string;
  /** Survives renames; what the function runtime calls with. */
  readonly namespaceId: string;
  readonly variable: string;
}

export interface AccountInfo {
  readonly name: string;
  readonly usedBytes: number;
  readonly limitBytes: number;
  readonly namespaces: number;
}

export interface NamespaceInfo {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly records: number;
  readonly bytes: number;
}

export interface NamespaceRef {
  readonly account: string;
  readonly namespace: string;
}

export interface RecordRef extends NamespaceRef {
  readonly key: string;
}

/** A record without its value. `version` counts the writes of its namespace. */
export interface RecordInfo {
  readonly key: string;
  /** Bytes of the value. */
  readonly size: number;
  readonly version: number;
  /** Simulated time of the write, milliseconds since 1970. */
  readonly updatedAtMs: number;
}

export interface RecordWithValue extends RecordInfo {
  readonly value: Uint8Array;
}

export interface RecordPage {
  readonly keys: readonly RecordInfo[];
  readonly cursor: string | null;
  readonly complete: boolean;
}

/** A record on its way into the store. */
export interface RecordContent {
  readonly key: string;
  readonly value: Uint8Array;
}

/** What became of a batch of records, each of which is counted once. */
export interface PutRecordsResult {
  readonly put: number;
  /** Left alone because their key was there. */
  readonly skipped: number;
  /** Those of `put` and `skipped` whose key was there before the batch. */
  readonly existing: number;
  /** By their place in the request, with a sentence each; all others were put. */
  readonly refused: readonly { readonly index: number; readonly reason: string }[];
  /** By how much the batch makes the namespace larger, or would. */
  readonly growthBytes: number;
}

export interface KeyInspection {
  readonly central: { readonly version: number; readonly updatedAtMs: number } | null;
  /** Only nodes whose cache holds an unexpired entry; every other node would ask the centre. */
  readonly nodes: readonly NodeView[];
}

/** A cached entry as the Edge Nodes view lists it. */
export interface CachedEntry extends NodeView, RecordRef {
  readonly bytes: number;
}

export interface EmulatorSettings {
  readonly profile: ProfileName;
  readonly cacheMisses: boolean;
  /** When a write is on the disk: within a second, or before it is acknowledged. */
  readonly fsync: 'everySecond' | 'always';
}

/** A named snapshot of a namespace, as its records were at one moment. */
export interface SnapshotInfo {
  readonly id: string;
  readonly name: string;
  /** Real time, milliseconds since 1970. */
  readonly takenAtMs: number;
  readonly records: number;
  /** Bytes of keys and values. */
  readonly bytes: number;
  /** Taken by the product before something that a person may want back. */
  readonly automatic: boolean;
}

export interface SnapshotRef extends NamespaceRef {
  readonly id: string;
}

/** The beginning of a value, and how long all of it is. */
export interface ValueSample {
  readonly size: number;
  readonly start: Uint8Array;
}

/** A key that a snapshot and its namespace do not hold alike. */
export interface SnapshotDifference {
  readonly key: string;
  /** In the snapshot; `null` where the record was added since. */
  readonly before: ValueSample | null;
  /** Now; `null` where the record was removed since. */
  readonly after: ValueSample | null;
}

export interface SnapshotComparison {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** The first of them, in the order of their keys. */
  readonly differences: readonly SnapshotDifference[];
}

export interface NamespaceUsage {
  readonly namespace: string;
  readonly records: number;
  readonly bytes: number;
  /** Simulated time of the last write, `null` where there was none. */
  readonly lastWriteAtMs: number | null;
  /** At most five, with the bytes of their values. */
  readonly largest: readonly { readonly key: string; readonly size: number }[];
}

export interface AccountUsage {
  readonly account: string;
  readonly usedBytes: number;
  readonly limitBytes: number;
  readonly namespaces: readonly NamespaceUsage[];
}

/** Something that a person must hear after the store was opened. */
export interface StoreNotice {
  readonly code: 'DAMAGED_FILE_KEPT' | 'JOURNAL_TAIL_KEPT';
  /** A whole sentence, in the person's language. */
  readonly message: string;
  /** Where the original was kept. */
  readonly file: string;
}

/** On whose behalf a function calls. */
export interface EdgeCall {
  readonly namespaceId: string;
  readonly node: string;
}

/** What functions call: a namespace through an edge node. */
export interface EdgeApi {
  edgeGet(
    call: EdgeCall,
    key: string,
  ): Promise<{ value: Uint8Array | null; operation: KvOperation }>;
  /** @param value not to be changed until the call has resolved */
  edgePut(call: EdgeCall, key: KvKey, value: Uint8Array): Promise<{ operation: KvOperation }>;
  edgeDelete(call: EdgeCall, key: string): Promise<{ operation: KvOperation }>;
  edgeList(call: EdgeCall, query: ListQuery): Promise<{ page: ListPage; operation: KvOperation }>;
}

/**
 * The emulator as every other process sees it. All calls reject with {@link KvError} (the user's
 * code did it) or {@link EmulatorError} (disk, lock, a name that is taken or unknown).
 */
export interface EmulatorApi extends EdgeApi, ResponseCacheApi {
  configure(settings: EmulatorSettings): Promise<void>;
  takeNotices(): Promise<readonly StoreNotice[]>;

  listAccounts(): Promise<readonly AccountInfo[]>;
  createAccount(request: { name: string }): Promise<AccountInfo>;
  renameAccount(request: { name: string; newName: string }): Promise<AccountInfo>;
  /** Deletes the account with its namespaces, records and bindings. */
  deleteAccount(request: { name: string }): Promise<{ deleted: boolean }>;

  listNamespaces(request: { account: string }): Promise<readonly NamespaceInfo[]>;
  createNamespace(request: { account: string; name: string }): Promise<NamespaceInfo>;
  renameNamespace(request: {
    account: string;
    name: string;
    newName: string;
  }): Promise<NamespaceInfo>;
  deleteNamespace(request: { account: string; name: string }): Promise<{ deleted: boolean }>;

  /**
   * Console write: to the central store only.
   *
   * @param request.ifVersion refuses with `VERSION_CHANGED` unless the record has this version
   *   (`null`: unless it is missing); absent: no condition
   */
  putRecord(
    request: RecordRef & { value: Uint8Array; ifVersion?: number | null },
  ): Promise<RecordInfo>;
  getRecord(request: RecordRef): Promise<RecordWithValue | null>;
  deleteRecord(request: RecordRef): Promise<{ deleted: boolean }>;
  /** Keys in byte order; `limit` 1 to 1,000, default 256. */
  listRecords(
    request: NamespaceRef & { prefix?: string; limit?: number; cursor?: string },
  ): Promise<RecordPage>;

  /** What fills each account; reads everything, in small steps. */
  usage(): Promise<readonly AccountUsage[]>;

  /** In the order in which they were taken. */
  listSnapshots(request: NamespaceRef): Promise<readonly SnapshotInfo[]>;
  /** @param request.name not in use in the namespace, unless the snapshot is automatic */
  takeSnapshot(
    request: NamespaceRef & { name: string; automatic?: boolean },
  ): Promise<SnapshotInfo>;
  deleteSnapshot(request: SnapshotRef): Promise<{ deleted: boolean }>;
  /**
   * Puts what a snapshot holds in the place of all records, as a console does: to the central
   * store only. `undo` is a snapshot of what was there.
   */
  restoreSnapshot(request: SnapshotRef): Promise<{ undo: SnapshotInfo }>;
  /** @param request.limit differences that are told one by one, 1 to 10,000 */
  compareSnapshot(request: SnapshotRef & { limit?: number }): Promise<SnapshotComparison>;
  /** Removes all records; `undo` is a snapshot of what was there. */
  emptyNamespace(request: NamespaceRef): Promise<{ deleted: number; undo: SnapshotInfo }>;
  /**
   * Console write of many records as one change; at most 1,000 of them, and one message's bytes.
   *
   * Records that break the profile's rules, or for which the account has no room, are refused one
   * by one.
   *
   * @param request.dryRun checks and counts, and changes nothing
   * @param request.plannedBytes what earlier batches of a dry run would have added to the account
   */
  putRecords(
    request: NamespaceRef & {
      records: readonly RecordContent[];
      mode: 'merge' | 'skipExisting';
      dryRun?: boolean;
      plannedBytes?: number;
    },
  ): Promise<PutRecordsResult>;
  /**
   * Whole records in byte order of their keys, behind the key `after`.
   *
   * @param request.bytesMax bound of keys and values, 4 MB by default; one record comes at least
   */
  readRecords(request: NamespaceRef & { after: string | null; bytesMax?: number }): Promise<{
    records: readonly RecordWithValue[];
    complete: boolean;
  }>;
  /**
   * Writes the namespace as a plain SQLite file on this machine.
   *
   * @param request.file absolute path; a file of that name is replaced
   */
  copyNamespace(
    request: NamespaceRef & { file: string },
  ): Promise<{ records: number; bytes: number }>;
  /** The last version of any record: what is written later has a greater one. */
  namespaceVersion(request: NamespaceRef): Promise<{ version: number }>;
  /** Deletes every record whose version is at most the given one. */
  deleteRecordsUpTo(request: NamespaceRef & { version: number }): Promise<{ deleted: number }>;

  /** All bindings, or those of one project or one namespace. */
  listBindings(request: {
    projectId?: string;
    account?: string;
    namespace?: string;
  }): Promise<readonly Binding[]>;
  bindNamespace(
    request: NamespaceRef & { project: ProjectRef; variable: string },
  ): Promise<Binding>;
  unbindNamespace(request: { projectId: string; variable: string }): Promise<{ removed: boolean }>;

  inspectKey(request: RecordRef): Promise<KeyInspection>;
  listEdgeNodes(): Promise<readonly EdgeNodeUsage[]>;
  /** Unexpired entries of one node, in byte order of namespace and key; at most 1,000 a call. */
  listCachedEntries(request: {
    node: string;
    limit?: number;
    offset?: number;
  }): Promise<{ entries: readonly CachedEntry[]; total: number }>;
  /** Records and responses of one node, or of all; counts those that were not expired. */
  purgeEdgeCaches(request: { node?: string }): Promise<{ purged: number }>;

  clock(): Promise<ClockState>;
  advanceClock(request: { ms: number }): Promise<ClockState>;
  pauseClock(): Promise<ClockState>;
  /** Back to real time, running. */
  resetClock(): Promise<ClockState>;
}

/** What changed, so that views refresh the smallest element. Sent to every client. */
export type EmulatorChange =
  | { readonly kind: 'accounts' }
  | { readonly kind: 'namespaces'; readonly account: string }
  /** `key` is absent after bulk changes. */
  | {
      readonly kind: 'records';
      readonly account: string;
      readonly namespace: string;
      readonly key?: string;
    }
  | { readonly kind: 'bindings' }
  | { readonly kind: 'caches'; readonly node?: string }
  | { readonly kind: 'clock' }
  | { readonly kind: 'settings' };

/** What the emulator tells its clients by itself. Changes within 50 ms come as one batch. */
export interface EmulatorEvents {
  changed(changes: readonly EmulatorChange[]): void;
}
