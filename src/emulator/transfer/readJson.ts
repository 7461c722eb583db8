import * as l10n from '@vscode/l10n';
import { EmulatorError } from '../../rpc/emulatorError';
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
    // Records one a line are objects too, but not of values by their keys.
    if (error.isBehindEnd) throw new EmulatorError('REQUEST_INVALID', severalTexts(source));
    yield { line: error.line, reason: brokenJsonReason(error) };
  }
}

function severalTexts({ path }: SourceFile): string {
  return l10n.t(
    '"{0}" holds several JSON texts. If it has one record a line, let its name end in .ndjson, or name the format ndjson.',
    path,
  );
}

export function brokenJsonReason({ message }: BrokenJsonError): string {
  return l10n.t('From here on the file is no JSON, and the rest of it was not read: {0}', message);
}
