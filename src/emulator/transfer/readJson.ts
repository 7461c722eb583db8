import * as l10n from '@vscode/l10n';
import { BrokenJsonError, jsonElements } from './jsonElements';
import { parseMember, parseRecordShape } from './recordShape';
import type { SourceFile } from './sourceFile';
import type { TransferEntries, TransferNote } from './transferEntry';

/** An array of records, as `wrangler kv bulk put` reads it, or an object of values by key. */
export async function* readJson(
  source: SourceFile,
  note: (note: TransferNote) => void,
): TransferEntries {
  try {
    for await (const { line, path, value } of jsonElements(source, 1)) {
      const [name] = path;
      const isMember = typeof name === 'string';
      yield { line, ...(isMember ? parseMember(name, value) : parseRecordShape(value, note)) };
    }
  } catch (error) {
    if (!(error instanceof BrokenJsonError)) throw error;
    yield { line: error.line, reason: brokenJsonReason(error) };
  }
}

export function brokenJsonReason({ message }: BrokenJsonError): string {
  return l10n.t('From here on the file is no JSON, and the rest of it was not read: {0}', message);
}
