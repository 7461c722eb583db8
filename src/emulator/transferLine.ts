import * as l10n from '@vscode/l10n';
import * as v from 'valibot';

/** A record of an export file, one a line. */
export interface TransferRecord {
  readonly key: string;
  readonly value: Uint8Array;
}

const lineShape = v.object({
  key: v.string(),
  value: v.string(),
  base64: v.optional(v.boolean(), false),
});

/** The line of a record, with its end; a value that is not UTF-8 goes as base64. */
export function toTransferLine({ key, value }: TransferRecord): string {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text).equals(bytes);
  return `${JSON.stringify(isText ? { key, value: text } : { key, value: bytes.toString('base64'), base64: true })}\n`;
}

/** The record of a line, or the reason why it is none. */
export function parseTransferLine(line: string): TransferRecord | { readonly reason: string } {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return { reason: l10n.t('The line is no JSON.') };
  }
  const parsed = v.safeParse(lineShape, data);
  if (!parsed.success) {
    return { reason: l10n.t('The line is no record; it needs a "key" and a "value", both texts.') };
  }
  const { key, value, base64 } = parsed.output;
  if (!base64) return { key, value: Buffer.from(value) };
  const bytes = Buffer.from(value, 'base64');
  // The decoder skips what it does not know; only what it would write itself is taken.
  if (bytes.toString('base64') !== value) return { reason: l10n.t('The value is no base64.') };
  return { key, value: bytes };
}
