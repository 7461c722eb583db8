import type { ClockState } from '../edge/clock';
import type { ActiveFault } from '../edge/edgeFaults';
import type { EdgeNodeUsage } from '../edge/edgeNetwork';
import type { ConsoleEvent } from './consoleEvents';
import type { EdgeApi } from './edgeApi';
import type {
  AccountInfo,
  AccountUsage,
  Binding,
  CachedCopy,
  CachedEntry,
  EmulatorSettings,
  KeyInspection,
  NamespaceInfo,
  NamespaceRef,
  NetworkState,
  ProjectRef,
  PutRecordsResult,
  RecordContent,
  RecordInfo,
  RecordPage,
  RecordRef,
  RecordWithValue,
  SnapshotComparison,
  SnapshotInfo,
  SnapshotRef,
  StoreNotice,
} from './emulatorData';
import type { ResponseCacheApi } from './responseCacheApi';

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
  /** The copy that a node would serve now, without serving it; `null` where it has none. */
  readCached(request: RecordRef & { node: string }): Promise<CachedCopy | null>;
  /** What was done past the functions behind a number, oldest first; the newest are kept. */
  consoleEvents(request: { after: number }): Promise<readonly ConsoleEvent[]>;
  /** Records and responses of one node, or of all; counts those that were not expired. */
  purgeEdgeCaches(request: { node?: string }): Promise<{ purged: number }>;

  edgeNetwork(): Promise<NetworkState>;
  /** The node keeps its caches and its faults; whoever has the setting changes it too. */
  renameEdgeNode(request: { node: string; newId: string }): Promise<{ node: string }>;
  /** Turns a fault on or off; without a node one of the central store, which is never cut off. */
  setFault(request: ActiveFault & { on: boolean }): Promise<{ faults: readonly ActiveFault[] }>;
  clearFaults(): Promise<{ cleared: number }>;

  clock(): Promise<ClockState>;
  advanceClock(request: { ms: number }): Promise<ClockState>;
  pauseClock(): Promise<ClockState>;
  /** Lets time run from where it is, 1 to 10,000 times as fast as real time. */
  runClock(request: { speed: number }): Promise<ClockState>;
  /**
   * Moves time to the first moment at which a read at the node gives the version, or a newer one.
   *
   * @param request.version of the key, at the central store; absent: the last one
   * @returns by how much time was moved, 0 where the node would give it already
   */
  jumpClock(
    request: RecordRef & { node: string; version?: number },
  ): Promise<ClockState & { advancedMs: number }>;
  /** Back to real time, running. */
  resetClock(): Promise<ClockState>;
  /**
   * Time stands still for as long as this connection holds it: until it releases it, or ends. To
   * hold it once more changes nothing.
   */
  holdClock(): Promise<ClockState>;
  releaseClock(): Promise<ClockState>;
}
