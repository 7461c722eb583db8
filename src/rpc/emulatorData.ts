import type { ActiveFault, EdgeLatency } from '../edge/edgeFaults';
import type { NodeView } from '../edge/edgeNetwork';
import type { EdgeNode } from '../edge/edgeNode';
import type { ProfileName } from '../kv/profile';

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
  readonly nodes: readonly NodeState[];
}

/** What a node would return for a key now, compared with the central store. */
export interface NodeState extends NodeView {
  /** How many writes of the key it has missed, as far as they are remembered; 0 where none. */
  readonly behind: number;
}

/** A cached entry as the Edge Nodes view lists it. */
export interface CachedEntry extends NodeState, RecordRef {
  readonly bytes: number;
  /** Version of the record at the central store, `null` where it is missing. */
  readonly central: number | null;
}

/** A node's copy of a record; both `null` where it knows that the record is missing. */
export interface CachedCopy {
  readonly version: number | null;
  readonly value: Uint8Array | null;
}

export interface EmulatorSettings {
  readonly profile: ProfileName;
  readonly cacheMisses: boolean;
  /** When a write is on the disk: within a second, or before it is acknowledged. */
  readonly fsync: 'everySecond' | 'always';
  /** Absent: they stay as they are, as does the latency. */
  readonly nodes?: readonly EdgeNode[];
  readonly latency?: EdgeLatency;
}

/** The edge network, as it is the same for everybody. */
export interface NetworkState {
  readonly nodes: readonly EdgeNode[];
  readonly latency: EdgeLatency;
  /** Those that are on. */
  readonly faults: readonly ActiveFault[];
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
