import * as l10n from '@vscode/l10n';
import { CsvError, parse, type Options } from 'csv-parse';
import { isUtf8 } from 'node:buffer';
import { Readable, type TransformOptions } from 'node:stream';
import { LineCounter } from './lineCounter';
import { parseValue, type ParsedRecord } from './recordShape';
import { entryBytesMax, withoutMark, type SourceFile } from './sourceFile';
import type { TransferEntries } from './transferEntry';

interface Row {
  readonly info: { readonly bytes: number };
  readonly record: readonly Buffer[];
}

const options: Options & TransformOptions = {
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
  record_delimiter: ['\r\n', '\n'],
  max_record_size: entryBytesMax,
  // Rows of 25 MB each would wait otherwise.
  readableHighWaterMark: 1,
};

/** Columns `key`, `value` and perhaps `base64`, with a first line that names them or without. */
export async function* readCsv(source: SourceFile): TransferEntries {
  const lines = new LineCounter();
  // Bytes as they are, which the library's types do not know: text must not be bent into UTF-8.
  const parser = parse({ ...options, encoding: null });
  const input = Readable.from(counted(), { highWaterMark: 1 });
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  let columns: readonly string[] | null = null;
  let end = 0;
  try {
    for await (const { info, record } of parser as AsyncIterable<Row>) {
      const line = lines.lineBehindBreaks(end);
      end = info.bytes;
      if (columns === null) {
        columns = headerOf(record);
        if (columns) continue;
        columns = defaultColumns;
      }
      yield { line, ...parseRow(record, columns) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line: lines.lineBehindBreaks(end), reason: reasonOf(error) };
  } finally {
    input.destroy();
    parser.destroy();
  }

  async function* counted(): AsyncGenerator<Buffer, void, void> {
    for await (const chunk of withoutMark(source.chunks())) {
      lines.push(chunk);
      yield chunk;
    }
  }
}

const defaultColumns = ['key', 'value', 'base64'];

function headerOf(row: readonly Buffer[]): readonly string[] | null {
  const names = row.map((cell) => cell.toString('utf8').trim().toLowerCase());
  if (!names.includes('key') || !names.includes('value')) return null;
  return names.includes('base64') ? names : [...names, 'base64'];
}

function parseRow(row: readonly Buffer[], columns: readonly string[]): ParsedRecord {
  const cell = (name: string): Buffer | undefined => row[columns.indexOf(name)];
  const key = cell('key');
  const value = cell('value');
  if (!key || !value || row.length > columns.length) {
    return {
      reason: l10n.t('It is no record; it needs a key and a value, separated by a comma.'),
    };
  }
  if (!isUtf8(key) || !isUtf8(value)) return { reason: l10n.t('It is not UTF-8.') };
  const base64 = cell('base64')?.toString('utf8').trim().toLowerCase() ?? '';
  if (!['', 'true', 'false'].includes(base64)) {
    return { reason: l10n.t('The column "base64" is "true", "false" or empty.') };
  }
  return parseValue(key.toString('utf8'), value.toString('utf8'), base64 === 'true');
}

function reasonOf({ code }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return l10n.t('The quotation mark of a value that begins here is not closed.');
    case 'CSV_MAX_RECORD_SIZE':
      return l10n.t('What begins here is too long for a record; the rest was not read.');
    default:
      return l10n.t(
        'From here on the file is no CSV (a quotation mark stands within a value), and the rest of it was not read.',
      );
  }
}
