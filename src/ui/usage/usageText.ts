import type { AccountUsage, NamespaceUsage } from '../../rpc/emulatorData';
import { textColumns, textWidth, visibleText } from '../functions/textColumns';
import { padColumnLeft } from '../functions/padColumnLeft';

/** Words of the document, in the person's language. */
export interface UsageWords {
  /** The first line. */
  readonly counted: string;
  readonly noAccounts: string;
  readonly noNamespaces: string;
  readonly used: (used: string, limit: string, share: string) => string;
  readonly namespace: string;
  readonly records: string;
  readonly size: string;
  readonly lastWrite: string;
  readonly never: string;
  readonly largestValues: string;
  readonly key: string;
  readonly total: string;
  readonly bytes: (count: number) => string;
  readonly number: (count: number) => string;
  readonly percent: (share: number) => string;
  readonly dateTime: (ms: number) => string;
}

export interface UsageText {
  readonly text: string;
  /** The line, from 0, at which each account begins. */
  readonly lines: ReadonlyMap<string, number>;
}

/** A line across the table; a key of 500 characters does not make it longer than a window. */
const ruleMax = 100;

/** Columns of figures. */
const rightAligned = [1, 2, 4];

/** One table per account, one row per namespace, its largest values below one another. */
export function usageText(accounts: readonly AccountUsage[], words: UsageWords): UsageText {
  const text = [`# ${words.counted}`];
  const lines = new Map<string, number>();
  if (accounts.length === 0) text.push('', words.noAccounts);
  for (const account of accounts) {
    text.push('');
    lines.set(account.account, text.length);
    text.push(accountLine(account, words), ...tableLines(account, words));
  }
  return { text: [...text, ''].join('\n'), lines };
}

function accountLine({ account, usedBytes, limitBytes }: AccountUsage, words: UsageWords): string {
  const share = words.percent(usedBytes / limitBytes);
  const used = words.used(words.bytes(usedBytes), words.bytes(limitBytes), share);
  return `── ${visibleText(account)} · ${used}`;
}

function tableLines({ namespaces }: AccountUsage, words: UsageWords): readonly string[] {
  if (namespaces.length === 0) return [words.noNamespaces];
  const { namespace, records, size, lastWrite, largestValues, key } = words;
  const heading = [namespace, records, size, lastWrite, largestValues, key];
  const bodies = namespaces.map((one) => namespaceRows(one, words));
  const total = namespaces.length > 1 ? [totalRow(namespaces, words)] : [];
  const rows = [heading, ...bodies.flat(), ...total];
  const aligned = textColumns(rightAligned.reduce(padColumnLeft, rows));
  const rule = '─'.repeat(Math.min(ruleMax, Math.max(...aligned.map(textWidth))));
  const [head = '', ...body] = aligned;
  const end = body.length - total.length;
  return [
    head,
    rule,
    ...body.slice(0, end),
    ...(total.length > 0 ? [rule, ...body.slice(end)] : []),
  ];
}

function namespaceRows(
  { namespace, records, bytes, lastWriteAtMs, largest }: NamespaceUsage,
  words: UsageWords,
): readonly (readonly string[])[] {
  const lastWrite = lastWriteAtMs === null ? words.never : words.dateTime(lastWriteAtMs);
  const facts = [namespace, words.number(records), words.bytes(bytes), lastWrite];
  const values = largest.map(({ key, size }) => [words.bytes(size), visibleText(key)]);
  const [first = ['', ''], ...others] = values;
  return [[...facts, ...first], ...others.map((value) => ['', '', '', '', ...value])];
}

function totalRow(namespaces: readonly NamespaceUsage[], words: UsageWords): readonly string[] {
  const records = namespaces.reduce((sum, one) => sum + one.records, 0);
  const bytes = namespaces.reduce((sum, one) => sum + one.bytes, 0);
  return [words.total, words.number(records), words.bytes(bytes), '', '', ''];
}
