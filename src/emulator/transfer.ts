import * as l10n from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { KvError } from '../kv/kvError';
import type { EmulatorApi, NamespaceRef } from '../rpc/emulatorApi';
import { EmulatorError } from '../rpc/emulatorError';
import { fileLines } from './fileLines';
import { parseTransferLine, toTransferLine, type TransferRecord } from './transferLine';

/** What becomes of a record that the namespace has already. */
export type ImportMode = 'merge' | 'skipExisting';

/** What an import did, line by line where it refused. */
export interface ImportResult {
  readonly imported: number;
  readonly skipped: number;
  /** Line numbers from 1, with a sentence each. */
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

/** Requests that wait at the same time; more only fill memory. */
const pageLimit = 100;

/**
 * Writes every record of a namespace to a file, one JSON object a line, in the order of the keys.
 *
 * The file is written beside and renamed, so that a failure leaves the old one whole.
 */
export async function exportNamespace(
  api: EmulatorApi,
  { account, namespace, file }: NamespaceRef & { readonly file: string },
): Promise<{ readonly records: number; readonly bytes: number }> {
  const beside = `${file}.${randomBytes(4).toString('hex')}.new`;
  let records = 0;
  let bytes = 0;
  try {
    const handle = await open(beside, 'wx');
    try {
      let cursor: string | null = null;
      do {
        const page = await api.listRecords({
          account,
          namespace,
          limit: pageLimit,
          ...(cursor === null ? {} : { cursor }),
        });
        for (const { key } of page.keys) {
          const record = await api.getRecord({ account, namespace, key });
          // Deleted meanwhile.
          if (!record) continue;
          await handle.writeFile(toTransferLine(record));
          records += 1;
          bytes += record.size;
        }
        cursor = page.complete ? null : page.cursor;
      } while (cursor !== null);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw namingFile(error, (reason) => l10n.t('"{0}" could not be written: {1}', file, reason));
  }
  return { records, bytes };
}

/**
 * Puts the records of an exported file into a namespace, as a console does.
 *
 * A line that cannot be imported is refused with its reason, and the others go on.
 *
 * @throws EmulatorError where the namespace is unknown, the file cannot be read, or no line of it
 *   is a record: then nothing has changed
 */
export async function importNamespace(
  api: EmulatorApi,
  {
    account,
    namespace,
    file,
    mode = 'merge',
  }: NamespaceRef & { readonly file: string; readonly mode?: ImportMode },
): Promise<ImportResult> {
  // A wrong name must not look like a thousand refused lines.
  await api.listRecords({ account, namespace, limit: 1 });
  const condition = mode === 'skipExisting' ? { ifVersion: null } : {};
  const refused: { line: number; reason: string }[] = [];
  let imported = 0;
  let skipped = 0;
  let recordLines = 0;
  let line = 0;
  try {
    for await (const text of fileLines(file)) {
      line += 1;
      const content = line === 1 ? text.replace(/^\uFEFF/, '') : text;
      if (content.trim() === '') continue;
      const record = parseTransferLine(content);
      if ('reason' in record) {
        refused.push({ line, reason: record.reason });
        continue;
      }
      recordLines += 1;
      const refusal = await put(record);
      if (refusal !== undefined) refused.push({ line, reason: refusal });
    }
  } catch (error) {
    throw namingFile(error, (reason) => l10n.t('"{0}" could not be read: {1}', file, reason));
  }
  if (recordLines === 0 && refused.length > 0) {
    throw new EmulatorError(
      'REQUEST_INVALID',
      l10n.t(
        '"{0}" is no export of a namespace. Nothing was imported; choose a file with one JSON object with "key" and "value" a line.',
        file,
      ),
    );
  }
  return { imported, skipped, refused };

  /** The reason where the record was refused. */
  async function put({ key, value }: TransferRecord): Promise<string | undefined> {
    try {
      await api.putRecord({ account, namespace, key, value, ...condition });
      imported += 1;
      return undefined;
    } catch (error) {
      if (error instanceof EmulatorError && error.code === 'VERSION_CHANGED') {
        skipped += 1;
        return undefined;
      }
      const isLines = error instanceof EmulatorError && error.code === 'REQUEST_INVALID';
      if (error instanceof KvError || isLines) return error.message;
      throw error;
    }
  }
}

/** Errors of the file system get a sentence with the file's name; all others stay as they are. */
function namingFile(error: unknown, sentence: (reason: string) => string): unknown {
  const isSystem = error instanceof Error && 'syscall' in error;
  return isSystem ? new EmulatorError('REQUEST_INVALID', sentence(error.message)) : error;
}
