import { stat } from 'node:fs/promises';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { NamespaceRef, RecordWithValue } from '../../rpc/emulatorData';
import { writeBeside } from './besideFile';
import type { Progress } from './progress';
import type { TransferFormat } from './transferFormat';
import { writeText } from './writeText';

/** What is to be written where. */
export interface ExportJob extends NamespaceRef {
  readonly kind: 'export';
  readonly file: string;
  readonly format: TransferFormat;
}

/** What an export wrote: nothing where it was cancelled. */
export interface ExportResult {
  readonly records: number;
  /** Of the values. */
  readonly bytes: number;
  readonly fileBytes: number;
}

/** What a job works with. */
export interface JobContext {
  readonly api: EmulatorApi;
  readonly wasmFile: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/**
 * Writes every record of a namespace to a file, in the order of the keys.
 *
 * @throws the signal's reason where it was cancelled; the old file is whole then
 */
export async function exportRecords(
  { api, signal, progress }: JobContext,
  { account, namespace, file, format }: ExportJob,
): Promise<ExportResult> {
  const place = { account, namespace };
  // A wrong name is found before any file is made.
  const all = await api.listNamespaces({ account });
  const known = all.find(({ name }) => name === namespace);
  if (!known) await api.readRecords({ ...place, after: null });
  const total = known?.records ?? 0;
  let records = 0;
  let bytes = 0;

  async function* pages(): AsyncGenerator<readonly RecordWithValue[], void, void> {
    records = 0;
    bytes = 0;
    const read = (after: string | null) => {
      const page = api.readRecords({ ...place, after });
      // Where this ends before it comes, nobody waits for it.
      page.catch(() => undefined);
      return page;
    };
    let next = read(null);
    for (;;) {
      signal.throwIfAborted();
      const page = await next;
      const last = page.records.at(-1);
      // The next page is on its way while this one is written.
      if (!page.complete && last) next = read(last.key);
      if (page.records.length > 0) yield page.records;
      records += page.records.length;
      for (const { size } of page.records) bytes += size;
      progress.report({ records, bytes, share: total === 0 ? 1 : Math.min(1, records / total) });
      if (page.complete || !last) return;
    }
  }

  await writeBeside(file, async (beside) => {
    if (format === 'sqlite')
      ({ records, bytes } = await api.copyNamespace({ ...place, file: beside }));
    else await writeText(beside, format, pages);
    signal.throwIfAborted();
  });
  return { records, bytes, fileBytes: (await stat(file)).size };
}
