import * as l10n from '@vscode/l10n';
import type { NamespaceRef } from '../../rpc/emulatorData';
import { EmulatorError } from '../../rpc/emulatorError';
import { createImporter, keptWarning, type Importer, type ImportMode } from './createImporter';
import type { JobContext } from './exportRecords';
import { readEntries } from './readEntries';
import { RefusedLines, type RefusedLine } from './refusedLines';
import { openSource, type SourceFile } from './sourceFile';
import type { TransferNote } from './transferEntry';
import type { TransferFormat } from './transferFormat';

/** What is to be read into which namespace. */
export interface ImportJob extends NamespaceRef {
  readonly kind: 'import';
  readonly file: string;
  readonly format: TransferFormat;
  readonly mode: ImportMode;
  readonly dryRun: boolean;
}

/** What an import did, or would do. */
export interface ImportResult {
  readonly imported: number;
  readonly skipped: number;
  /** The first 1,000 refused lines, numbered from 1. */
  readonly refused: readonly RefusedLine[];
  readonly refusedCount: number;
  /** With mode `overwrite` only. */
  readonly deleted?: number;
  readonly dryRun?: true;
  /** Ended by the person; the counts are what was done until then. */
  readonly cancelled?: true;
  /** Sentences about the file as a whole. */
  readonly warnings: readonly string[];
}

/**
 * Puts the records of a file into a namespace, as a console does: each batch is one change.
 *
 * A line that cannot be imported is refused with its reason, and the others go on.
 *
 * @throws EmulatorError where the namespace is unknown, the file cannot be read, or no line of it
 *   is a record: then nothing has changed
 */
export async function importRecords(context: JobContext, job: ImportJob): Promise<ImportResult> {
  const { api, wasmFile, signal, progress } = context;
  const { account, namespace, file, format, mode, dryRun } = job;
  // A wrong name must not look like a thousand refused lines.
  await api.listRecords({ account, namespace, limit: 1 });
  const source = await openSource(file);
  const refused = new RefusedLines();
  const notes = new Set<TransferNote>();
  const importer = createImporter(context, { account, namespace, mode, dryRun }, refused);
  let lines = 0;
  try {
    for await (const entry of readEntries(source, format, wasmFile, (note) => notes.add(note))) {
      if (signal.aborted) break;
      lines += 1;
      await importer.add(entry);
      progress.report({
        records: importer.counts.imported + importer.counts.skipped,
        bytes: source.readBytes,
        share: shareOf(source),
      });
    }
    if (signal.aborted) await importer.abandon();
    else {
      checkAny(job, importer, lines);
      await importer.finish();
    }
  } catch (error) {
    await importer.abandon().catch(() => undefined);
    throw afterBatches(error, importer.counts.imported, dryRun);
  }
  return resultOf(job, importer, refused, notes, signal.aborted);
}

export function shareOf({ bytes, readBytes }: SourceFile): number {
  return bytes === 0 ? 1 : Math.min(1, readBytes / bytes);
}

function checkAny(
  { file, format, mode }: ImportJob,
  { hasRecords }: Importer,
  lines: number,
): void {
  if (hasRecords) return;
  if (lines > 0) {
    throw new EmulatorError(
      'REQUEST_INVALID',
      l10n.t(
        '"{0}" holds no record that can be imported as {1}. Nothing was changed; choose an exported file, or name its format.',
        file,
        format,
      ),
    );
  }
  if (mode === 'overwrite') {
    throw new EmulatorError(
      'REQUEST_INVALID',
      l10n.t('"{0}" holds no record. Nothing was changed, and nothing was deleted.', file),
    );
  }
}

function resultOf(
  { mode, dryRun }: ImportJob,
  { counts }: Importer,
  refused: RefusedLines,
  notes: ReadonlySet<TransferNote>,
  cancelled: boolean,
): ImportResult {
  const warnings: string[] = [];
  if (notes.has('ignoredFields')) warnings.push(ignoredFieldsWarning());
  if (mode === 'overwrite' && refused.count > 0) warnings.push(keptWarning());
  return {
    imported: counts.imported,
    skipped: counts.skipped,
    refused: refused.lines,
    refusedCount: refused.count,
    ...(mode === 'overwrite' ? { deleted: counts.deleted } : {}),
    ...(dryRun ? { dryRun } : {}),
    ...(cancelled ? { cancelled } : {}),
    warnings,
  };
}

export function ignoredFieldsWarning(): string {
  return l10n.t(
    'Expiration and metadata were left out: EdgeOne Pages KV keeps keys and values alone.',
  );
}

/** An error that comes after batches says how many records are in. */
export function afterBatches(error: unknown, imported: number, dryRun: boolean): unknown {
  if (imported === 0 || dryRun || !(error instanceof Error)) return error;
  const code = error instanceof EmulatorError ? error.code : 'REQUEST_INVALID';
  return new EmulatorError(
    code,
    l10n.t('{0} Records imported before that, which stay: {1}.', error.message, imported),
  );
}
