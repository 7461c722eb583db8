import { accountFull } from '../kv/accountFull';
import { KvError } from '../kv/kvError';
import { parseKey, type KvKey } from '../kv/kvKey';
import { checkValueSize } from '../kv/kvValue';
import { profiles, type Profile } from '../kv/profile';
import type {
  NamespaceRef,
  PutRecordsResult,
  RecordContent,
  RecordWithValue,
} from '../rpc/emulatorData';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { readyNamespace } from './readyNamespace';
import { parseRequest, requests } from './requests';

type BulkCalls = Pick<
  EmulatorCalls,
  'putRecords' | 'readRecords' | 'copyNamespace' | 'namespaceVersion' | 'deleteRecordsUpTo'
>;

/** The console's way to many records at once, as imports and exports need it. */
export function bulkCalls(context: EmulatorContext): BulkCalls {
  const { store, clock, history, writes, changed } = context;
  const idOf = async (place: NamespaceRef): Promise<string> =>
    (await readyNamespace(store, place)).id;

  return {
    async putRecords(request) {
      const checked = parseRequest(requests.putRecords, request);
      const { account, namespace, records, mode, dryRun, plannedBytes } = checked;
      const id = await idOf(checked);
      const { entries, result } = planBatch(records, {
        profile: profiles[context.settings.profile],
        skipExisting: mode === 'skipExisting',
        limitBytes: store.accountBytesMax,
        usedBytes: store.accountBytes(account) + plannedBytes,
        sizeOf: (key) => store.size(id, key),
      });
      if (!dryRun && entries.length > 0) {
        const atMs = clock.now();
        store.putMany(id, entries, atMs);
        const version = store.lastVersion(id);
        for (const { key } of entries) writes.note(id, key, version);
        history.add({ kind: 'bulk', atMs, account, namespace, namespaceId: id });
        changed({ kind: 'records', account, namespace });
        await store.flushed(id);
      }
      return result;
    },

    async readRecords(request) {
      const checked = parseRequest(requests.readRecords, request);
      const id = await idOf(checked);
      const rows = store.rows(id, { prefix: '', limit: readRows, after: checked.after });
      const records: RecordWithValue[] = [];
      let bytes = 0;
      for (const { key, size } of rows.slice(0, readRows)) {
        bytes += Buffer.byteLength(key) + size;
        if (records.length > 0 && bytes > checked.bytesMax) break;
        const record = store.get(id, key);
        if (record) records.push({ key, size, ...record });
      }
      return { records, complete: records.length === rows.length };
    },

    async namespaceVersion(request) {
      const id = await idOf(parseRequest(requests.namespaceRef, request));
      return { version: store.lastVersion(id) };
    },

    async copyNamespace(request) {
      const checked = parseRequest(requests.copyNamespace, request);
      return store.copyTo(await idOf(checked), checked.file);
    },

    async deleteRecordsUpTo(request) {
      const checked = parseRequest(requests.deleteRecordsUpTo, request);
      const { account, namespace, version } = checked;
      const id = await idOf(checked);
      const atMs = clock.now();
      const { deleted } = store.deleteUpTo(id, version, atMs);
      if (deleted > 0) {
        history.add({ kind: 'bulk', atMs, account, namespace, namespaceId: id });
        changed({ kind: 'records', account, namespace });
      }
      await store.flushed(id);
      return { deleted };
    },
  };
}

const readRows = 1000;

/** A checked record. */
interface BulkEntry {
  readonly key: KvKey;
  readonly value: Uint8Array;
}

interface Rules {
  readonly profile: Profile;
  readonly skipExisting: boolean;
  readonly limitBytes: number;
  readonly usedBytes: number;
  /** Size of a value in the store, `null` where the key is missing. */
  sizeOf(key: KvKey): number | null;
}

/** Decides about each record, in their order, as if the others had been put one by one. */
function planBatch(
  records: readonly RecordContent[],
  rules: Rules,
): { readonly entries: readonly BulkEntry[]; readonly result: PutRecordsResult } {
  const entries: BulkEntry[] = [];
  const refused: { index: number; reason: string }[] = [];
  const sizes = new Map<string, number>();
  let skipped = 0;
  let existing = 0;
  let growthBytes = 0;

  records.forEach(({ key, value }, index) => {
    try {
      // A record that is there can be changed under either profile.
      const checked = parseKey(key, profiles.observed);
      const stored = rules.sizeOf(checked);
      if (stored === null) parseKey(key, rules.profile);
      const before = sizes.get(key) ?? stored;
      const skips = rules.skipExisting && before !== null;
      if (!skips) {
        checkValueSize(value.byteLength, rules.profile);
        const sizeBefore = before === null ? 0 : Buffer.byteLength(key) + before;
        const growth = Buffer.byteLength(key) + value.byteLength - sizeBefore;
        const used = rules.usedBytes + growthBytes;
        if (growth > 0 && used + growth > rules.limitBytes) {
          throw accountFull(used, rules.limitBytes, growth);
        }
        growthBytes += growth;
        sizes.set(key, value.byteLength);
        entries.push({ key: checked, value });
      } else skipped += 1;
      if (stored !== null) existing += 1;
    } catch (error) {
      if (!(error instanceof KvError)) throw error;
      refused.push({ index, reason: error.message });
    }
  });
  return { entries, result: { put: entries.length, skipped, existing, refused, growthBytes } };
}
