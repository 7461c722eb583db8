import * as l10n from '@vscode/l10n';
import { isUtf8 } from 'node:buffer';
import { checkEntryBytes, withoutMark, type SourceFile } from './sourceFile';
import { parseRecordShape, type ParsedRecord } from './recordShape';
import type { TransferEntries, TransferNote } from './transferEntry';

/** One JSON object a line; empty lines count, and hold nothing. */
export async function* readNdjson(
  source: SourceFile,
  note: (note: TransferNote) => void,
): TransferEntries {
  for await (const { line, data, reason } of jsonLines(source)) {
    if (reason !== undefined) yield { line, reason };
    else yield { line, ...(parseRecordShape(data, note) satisfies ParsedRecord) };
  }
}

/** The JSON of each line that is not empty, or the reason why it is none. */
export async function* jsonLines(
  source: SourceFile,
): AsyncGenerator<
  { readonly line: number; readonly data?: unknown; readonly reason?: string },
  void,
  void
> {
  let line = 0;
  for await (const bytes of fileLines(source)) {
    line += 1;
    if (!isUtf8(bytes)) {
      yield { line, reason: l10n.t('It is not UTF-8.') };
      continue;
    }
    const text = bytes.toString('utf8');
    if (text.trim() === '') continue;
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      yield { line, reason: l10n.t('It is no JSON.') };
      continue;
    }
    yield { line, data };
  }
}

/** Lines that end in `\n` alone: in JSON, U+2028 and its like may stand within a line. */
async function* fileLines(source: SourceFile): AsyncGenerator<Buffer, void, void> {
  let parts: Buffer[] = [];
  let bytes = 0;
  let line = 1;
  for await (const chunk of withoutMark(source.chunks())) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end));
      yield parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
      parts = [];
      bytes = 0;
      line += 1;
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
    bytes += chunk.byteLength - start;
    checkEntryBytes(bytes, source, line);
  }
  if (bytes > 0) yield Buffer.concat(parts);
}
