import * as l10n from '@vscode/l10n';
import { isUtf8 } from 'node:buffer';
import * as v from 'valibot';
import { isWellFormed } from '../../kv/wellFormed';
import type { RecordContent } from '../../rpc/emulatorData';
import type { TransferNote } from './transferEntry';

/** A record, or the reason why it is none. */
export type ParsedRecord = { readonly record: RecordContent } | { readonly reason: string };

/** A record as JSON says it: `wrangler kv bulk put` reads and writes the same. */
export interface RecordShape {
  readonly key: string;
  readonly value: string;
  readonly base64?: true;
}

const shape = v.object({
  key: v.string(),
  value: v.string(),
  base64: v.optional(v.boolean(), false),
});

/** What Cloudflare's records have on top, and these have not. */
const ignoredFields = ['expiration', 'expiration_ttl', 'metadata'];

/** A value that is not UTF-8 goes as base64. */
export function toRecordShape({ key, value }: RecordContent): RecordShape {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (isUtf8(bytes)) return { key, value: bytes.toString('utf8') };
  return { key, value: bytes.toString('base64'), base64: true };
}

/** The record that a JSON object stands for. */
export function parseRecordShape(data: unknown, note: (note: TransferNote) => void): ParsedRecord {
  const parsed = v.safeParse(shape, data);
  if (!parsed.success) {
    return { reason: l10n.t('It is no record; it needs a "key" and a "value", both texts.') };
  }
  if (ignoredFields.some((name) => Object.hasOwn(data as object, name))) note('ignoredFields');
  const { key, value, base64 } = parsed.output;
  return parseValue(key, value, base64);
}

/** The record of a key and a value written as text. */
export function parseValue(key: string, value: string, base64: boolean): ParsedRecord {
  if (base64) {
    const bytes = Buffer.from(value, 'base64');
    // The decoder skips what it does not know; only what it would write itself is taken.
    if (bytes.toString('base64') !== value) return { reason: l10n.t('The value is no base64.') };
    return { record: { key, value: bytes } };
  }
  if (!isWellFormed(value)) {
    return {
      reason: l10n.t('The value has half of a surrogate pair, which no text in UTF-8 can have.'),
    };
  }
  return { record: { key, value: Buffer.from(value) } };
}

const bytesShape = v.strictObject({ base64: v.string() });

/** The record of a name and its content: text as it is, `{"base64"}`, anything else as JSON. */
export function parseMember(key: string, content: unknown): ParsedRecord {
  if (typeof content === 'string') return parseValue(key, content, false);
  const bytes = v.safeParse(bytesShape, content);
  if (bytes.success) return parseValue(key, bytes.output.base64, true);
  return parseValue(key, JSON.stringify(content), false);
}
