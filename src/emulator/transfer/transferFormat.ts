import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { EmulatorError } from '../../rpc/emulatorError';

/** In which form records lie in a file. */
export type TransferFormat = 'ndjson' | 'json' | 'csv' | 'sqlite';

/** The endings of file names by format, the usual one first. */
export const formatEndings: Readonly<Record<TransferFormat, readonly string[]>> = {
  ndjson: ['ndjson', 'jsonl'],
  json: ['json'],
  csv: ['csv'],
  sqlite: ['sqlite', 'db'],
};

/** Every format, in the order in which they are offered. */
export const transferFormats = Object.keys(formatEndings) as readonly TransferFormat[];

/**
 * The format that a file's name tells.
 *
 * @throws EmulatorError `REQUEST_INVALID` where it tells none
 */
export function formatOf(file: string): TransferFormat {
  const ending = path.extname(file).slice(1).toLowerCase();
  const format = transferFormats.find((one) => formatEndings[one].includes(ending));
  if (format) return format;
  throw new EmulatorError(
    'REQUEST_INVALID',
    l10n.t(
      'The name of "{0}" does not tell its format. Let it end in .ndjson, .json, .csv or .sqlite, or name the format.',
      file,
    ),
  );
}
