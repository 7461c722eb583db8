import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { EmulatorError } from '../../rpc/emulatorError';
import { BrokenJsonError, jsonElements } from './jsonElements';
import { jsonLines } from './readNdjson';
import { brokenJsonReason } from './readJson';
import { parseMember, parseRecordShape, parseValue, type ParsedRecord } from './recordShape';
import { openSource } from './sourceFile';
import type { TransferEntry, TransferNote } from './transferEntry';
import { formatOf } from './transferFormat';

/** An entry of a seed file; without a variable where the file leaves that to the project. */
export interface SeedEntry {
  readonly variable: string | undefined;
  readonly entry: TransferEntry;
}

/**
 * The entries of a project's seed file.
 *
 * @throws EmulatorError `REQUEST_INVALID` where the file is broken or of another kind
 */
export async function* seedEntries(
  file: string,
  note: (note: TransferNote) => void,
): AsyncGenerator<SeedEntry, void, void> {
  const source = await openSource(file);
  if (formatOf(file) === 'ndjson') {
    for await (const { line, data, reason } of jsonLines(source)) {
      if (reason !== undefined) yield { variable: undefined, entry: { line, reason } };
      else yield parseSeedLine(line, data);
    }
    return;
  }
  try {
    for await (const { line, path, value } of jsonElements(source, 2)) {
      const [variable, name] = path;
      if (typeof variable !== 'string') throw new BrokenJsonError(line, seedShapeReason());
      const isMember = typeof name === 'string';
      const parsed = isMember ? parseMember(name, value) : parseRecordShape(value, note);
      yield { variable, entry: { line, ...parsed } };
    }
  } catch (error) {
    if (!(error instanceof BrokenJsonError)) throw error;
    throw new EmulatorError(
      'REQUEST_INVALID',
      l10n.t('Line {0} of "{1}": {2}', error.line, file, brokenJsonReason(error)),
    );
  }
}

export function seedShapeReason(): string {
  return l10n.t('A seed file is {"variable": {"key": "value"}}.');
}

const lineShape = v.object({
  variable: v.optional(v.string()),
  key: v.string(),
  value: v.unknown(),
  base64: v.optional(v.boolean(), false),
});

function parseSeedLine(line: number, data: unknown): SeedEntry {
  const parsed = v.safeParse(lineShape, data);
  if (!parsed.success || parsed.output.value === undefined) {
    const reason = l10n.t('It is no record; it needs a "key" and a "value".');
    return { variable: undefined, entry: { line, reason } };
  }
  const { variable, key, value, base64 } = parsed.output;
  const record: ParsedRecord =
    base64 && typeof value === 'string' ? parseValue(key, value, true) : parseMember(key, value);
  return { variable, entry: { line, ...record } };
}
