import * as http from 'node:http';
import type { TracedOperation } from '../../rpc/hostApi';
import type { RunRequest, RunResult } from '../services';
import { bodyLanguage, isDeclaredJson } from './bodyLanguage';
import { formatJson } from './formatJson';
import { hexDump } from './hexDump';
import { textColumns, visibleText } from './textColumns';

/** Words of a response document, in the person's language. */
export interface ResponseWords {
  readonly operations: string;
  readonly noOperations: string;
  readonly headers: string;
  readonly body: string;
  readonly noBody: string;
  readonly columns: {
    readonly operation: string;
    readonly key: string;
    readonly node: string;
    readonly result: string;
    readonly version: string;
    readonly age: string;
    readonly duration: string;
  };
  readonly hit: string;
  readonly staleHit: string;
  readonly missingHit: string;
  readonly miss: string;
  readonly missing: string;
  readonly written: string;
  readonly deleted: string;
  readonly listed: string;
  readonly refused: string;
  readonly leftOut: (count: number) => string;
  readonly shortened: (shown: string, all: string) => string;
  readonly bytes: (count: number) => string;
  readonly milliseconds: (count: number) => string;
  readonly seconds: (count: number) => string;
}

export const shownBodyMax = 1_000_000;
export const shownBytesMax = 4_096;

/**
 * A response as one readable document: status, KV operations, headers and body.
 *
 * Headings begin with `──`, which nothing above the body can begin with; the body's heading names
 * its language, and so the grammar in media/ colours the body.
 */
export function responseText(request: RunRequest, result: RunResult, words: ResponseWords): string {
  const reason = http.STATUS_CODES[result.status] ?? '';
  const facts = [`${result.status} ${reason}`.trimEnd(), words.milliseconds(result.durationMs)];
  return [
    `${(request.method ?? 'GET').toUpperCase()} ${visibleText(request.path)}`,
    [...facts, visibleText(result.node)].join(' · '),
    '',
    ...operationLines(result.trace, words),
    ...(result.traceLeftOut === undefined ? [] : [words.leftOut(result.traceLeftOut)]),
    '',
    `── ${words.headers} · ${result.headers.length}`,
    ...result.headers.map(([name, value]) => `${visibleText(name)}: ${visibleText(value)}`),
    '',
    ...bodyLines(result, words),
  ].join('\n');
}

export function headerOf(result: Pick<RunResult, 'headers'>, name: string): string | undefined {
  return result.headers.find(([known]) => known.toLowerCase() === name)?.[1];
}

function operationLines(
  operations: readonly TracedOperation[],
  words: ResponseWords,
): readonly string[] {
  const heading = `── ${words.operations} · ${operations.length}`;
  if (operations.length === 0) return [heading, words.noOperations];
  const { columns } = words;
  const rows = operations.map((operation) => [
    operation.op,
    visibleText(operation.key) || '-',
    resultOf(operation, words),
    operation.version === null ? '-' : `v${operation.version}`,
    operation.source === 'cache' ? words.seconds(operation.ageMs / 1000) : '-',
    operation.node,
    words.milliseconds(operation.durationMs),
  ]);
  const head = [
    columns.operation,
    columns.key,
    columns.result,
    columns.version,
    columns.age,
    columns.node,
    columns.duration,
  ];
  const [first = '', ...lines] = textColumns([head, ...rows]);
  return [
    heading,
    first,
    ...lines.flatMap((line, index) => {
      const error = operations[index]?.error;
      return error === undefined ? [line] : [line, `  ${visibleText(error)}`];
    }),
  ];
}

/** What came of an operation, in a word or two. */
export function resultOf(operation: TracedOperation, words: ResponseWords): string {
  if (operation.error !== undefined) return words.refused;
  switch (operation.op) {
    case 'get':
      if (operation.source === 'central') {
        return operation.version === null ? words.missing : words.miss;
      }
      if (operation.stale) return words.staleHit;
      return operation.version === null ? words.missingHit : words.hit;
    case 'put':
      return words.written;
    case 'delete':
      return words.deleted;
    case 'list':
      return words.listed;
    default:
      return operation.op satisfies never;
  }
}

/** The heading and the content of a body. */
export function bodyLines(
  result: Pick<RunResult, 'headers' | 'body' | 'encoding'>,
  words: ResponseWords,
): readonly string[] {
  const type = headerOf(result, 'content-type');
  if (result.body === '') return [`── ${words.body}`, words.noBody];
  if (result.encoding === 'base64') {
    const bytes = Buffer.from(result.body, 'base64');
    const shown = bytes.subarray(0, shownBytesMax);
    const note = shortening(shown.length, bytes.length, words);
    return [bodyHeading('plaintext', bytes.length, words), hexDump(shown), ...note];
  }
  const language = bodyLanguage(type, result.body);
  const formatted = isDeclaredJson(type) ? formatJson(result.body) : undefined;
  const text = formatted ?? result.body;
  const shown = text.length > shownBodyMax ? text.slice(0, shownBodyMax) : text;
  return [
    bodyHeading(language, Buffer.byteLength(result.body), words),
    shown,
    ...(shown === text ? [] : shortening(Buffer.byteLength(shown), Buffer.byteLength(text), words)),
  ];
}

function bodyHeading(language: string, bytes: number, words: ResponseWords): string {
  return `── ${words.body} · ${language} · ${words.bytes(bytes)}`;
}

function shortening(shown: number, all: number, words: ResponseWords): readonly string[] {
  return shown < all ? ['', words.shortened(words.bytes(shown), words.bytes(all))] : [];
}
