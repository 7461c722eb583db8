import * as l10n from '@vscode/l10n';
import { EmulatorError } from '../../rpc/emulatorError';
import type { NamespaceRef, RecordContent } from '../../rpc/emulatorData';
import { KvError } from '../../kv/kvError';
import { parseKey } from '../../kv/kvKey';
import { checkValueSize } from '../../kv/kvValue';
import { profiles } from '../../kv/profile';
import type { JobContext } from './exportRecords';
import type { RefusedLines } from './refusedLines';
import type { TransferEntry } from './transferEntry';

/** What becomes of records that the namespace has already. */
export type ImportMode =
  /** The file's values win; what the file does not name stays. */
  | 'merge'
  /** Afterwards the namespace holds what the file holds, and nothing else. */
  | 'overwrite'
  /** What is there stays as it is. */
  | 'skipExisting';

export interface ImportTarget extends NamespaceRef {
  readonly mode: ImportMode;
  /** Checks and counts, and changes nothing. */
  readonly dryRun: boolean;
}

export interface ImportCounts {
  readonly imported: number;
  readonly skipped: number;
  /** Records that `overwrite` took away. */
  readonly deleted: number;
  /** Lines refused in this namespace. */
  readonly refused: number;
}

/** Puts records into one namespace, batch by batch. */
export interface Importer {
  readonly counts: ImportCounts;
  /** Whether any record came. */
  readonly hasRecords: boolean;
  /** Resolves when there is room for more. */
  add(entry: TransferEntry): Promise<void>;
  /** Puts what is left, and ends an `overwrite`. */
  finish(): Promise<void>;
  /** Waits for the batch under way; what is left is not put. */
  abandon(): Promise<void>;
}

const batchRecordsMax = 1000;
const batchBytesMax = 8 * 1024 * 1024;

interface Line {
  readonly line: number;
  readonly record: RecordContent;
}

export function createImporter(
  { api }: JobContext,
  target: ImportTarget,
  refusedLines: RefusedLines,
): Importer {
  const { account, namespace, dryRun } = target;
  const place = { account, namespace };
  const mode = target.mode === 'skipExisting' ? 'skipExisting' : 'merge';
  let batch: Line[] = [];
  let batchBytes = 0;
  let underWay: Promise<void> = Promise.resolve();
  let overwritten: { readonly version: number; readonly records: number } | undefined;
  let hasRecords = false;
  let imported = 0;
  let skipped = 0;
  let existing = 0;
  let deleted = 0;
  let refused = 0;
  let plannedBytes = 0;

  function refuse(line: number, reason: string): void {
    refused += 1;
    refusedLines.add(line, reason);
  }

  /** The one place before the first change of an `overwrite`. */
  async function beforeOverwrite(): Promise<void> {
    if (target.mode !== 'overwrite' || overwritten) return;
    const { version } = dryRun ? { version: 0 } : await api.namespaceVersion(place);
    const all = await api.listNamespaces({ account });
    const records = all.find(({ name }) => name === namespace)?.records ?? 0;
    if (!dryRun && records > 0) {
      await api.takeSnapshot({ ...place, name: l10n.t('Before overwriting'), automatic: true });
    }
    overwritten = { version, records };
  }

  /** A batch whose answer was lost is put once more: the same values stand there afterwards. */
  async function putSurely(request: Parameters<typeof api.putRecords>[0]) {
    try {
      return await api.putRecords(request);
    } catch (error) {
      const isLost = error instanceof EmulatorError && error.code === 'WRITE_UNCERTAIN';
      // To skip what exists would skip what this very batch has put.
      if (!isLost || mode !== 'merge') throw error;
      return api.putRecords(request);
    }
  }

  async function put(lines: readonly Line[]): Promise<void> {
    await beforeOverwrite();
    const records = lines.map(({ record }) => record);
    const result = await putSurely({ ...place, records, mode, dryRun, plannedBytes });
    imported += result.put;
    skipped += result.skipped;
    existing += result.existing;
    if (dryRun) plannedBytes += result.growthBytes;
    for (const { index, reason } of result.refused) refuse(lines[index]?.line ?? 0, reason);
  }

  /** One batch is on its way while the next one is gathered. */
  async function send(): Promise<void> {
    const lines = batch;
    batch = [];
    batchBytes = 0;
    await underWay;
    if (lines.length === 0) return;
    underWay = put(lines);
    underWay.catch(() => undefined);
  }

  return {
    get counts() {
      return { imported, skipped, deleted, refused };
    },
    get hasRecords() {
      return hasRecords;
    },
    async add(entry) {
      const reason = entry.record ? refusal(entry.record) : entry.reason;
      if (reason !== undefined || !entry.record) return refuse(entry.line, reason ?? '');
      hasRecords = true;
      const { line, record } = entry;
      const bytes = Buffer.byteLength(record.key) + record.value.byteLength;
      if (batch.length >= batchRecordsMax || batchBytes + bytes > batchBytesMax) await send();
      batch.push({ line, record });
      batchBytes += bytes;
    },
    async finish() {
      await send();
      await underWay;
      if (!overwritten || refusedLines.count > 0) return;
      deleted = dryRun
        ? Math.max(0, overwritten.records - existing)
        : (await api.deleteRecordsUpTo({ ...place, version: overwritten.version })).deleted;
    },
    abandon: () => underWay,
  };
}

/** Why no profile takes a record; what is far too large is not to be sent at all. */
function refusal({ key, value }: RecordContent): string | undefined {
  try {
    parseKey(key, profiles.observed);
    checkValueSize(value.byteLength, profiles.documented);
    return undefined;
  } catch (error) {
    if (error instanceof KvError) return error.message;
    throw error;
  }
}

/** What an `overwrite` says where it took nothing away. */
export function keptWarning(): string {
  return l10n.t(
    'Since lines were refused, no record was deleted: the namespace may hold more than the file.',
  );
}
