import { readCsv } from './readCsv';
import { readJson } from './readJson';
import { readNdjson } from './readNdjson';
import { readSqlite } from './readSqlite';
import type { SourceFile } from './sourceFile';
import type { TransferEntries, TransferNote } from './transferEntry';
import type { TransferFormat } from './transferFormat';

/** The entries of a file in any format. */
export function readEntries(
  source: SourceFile,
  format: TransferFormat,
  wasmFile: string,
  note: (note: TransferNote) => void,
): TransferEntries {
  switch (format) {
    case 'ndjson':
      return readNdjson(source, note);
    case 'json':
      return readJson(source, note);
    case 'csv':
      return readCsv(source);
    case 'sqlite':
      return readSqlite(source, wasmFile);
    default:
      return format satisfies never;
  }
}
