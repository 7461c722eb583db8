import * as http from 'node:http';
import type { AskedRequest, CodePlace, TracedOperation } from '../../rpc/hostApi';
import { relativeFile } from '../../functions/bundle/sourcePositions';
import { bodyText } from '../functions/bodyText';
import { bodyLines, resultOf, type ResponseWords } from '../functions/responseText';
import { textColumns, visibleText } from '../functions/textColumns';
import type { KeptRequest } from './requestRing';

/** Words of a request's document, in the person's language. */
export interface RequestWords {
  readonly response: ResponseWords;
  readonly time: string;
  readonly id: string;
  readonly project: string;
  readonly answeredBy: string;
  readonly nobody: string;
  readonly error: string;
  readonly place: string;
  readonly source: string;
  readonly cache: string;
  readonly centre: string;
  readonly size: string;
  readonly begin: string;
  readonly code: string;
  readonly requestHeaders: string;
  readonly requestBody: string;
  readonly askedGone: string;
  readonly bodyMissing: Readonly<Record<NonNullable<AskedRequest['bodyMissing']>, string>>;
  readonly dateTime: (ms: number) => string;
}

/** A part of a line that leads to code. */
export interface CodeSpan {
  /** From 0. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly place: CodePlace;
}

export interface RequestText {
  readonly text: string;
  readonly links: readonly CodeSpan[];
}

/**
 * A request as one readable document: what was asked, what came of it, each KV operation.
 *
 * @param asked `null` where it is no longer kept
 */
export function requestText(
  request: KeptRequest,
  asked: AskedRequest | null,
  words: RequestWords,
): RequestText {
  const { trace, project } = request;
  const folder = project.folder ?? '';
  const lines: string[] = [];
  const links: CodeSpan[] = [];
  const add = (text: string, place?: CodePlace): void => {
    if (place) {
      const { length } = placeText(folder, place);
      links.push({ line: lines.length, start: text.length - length, end: text.length, place });
    }
    lines.push(text);
  };
  const reason = http.STATUS_CODES[trace.status] ?? '';
  add(`${visibleText(trace.method)} ${visibleText(trace.path)}`);
  add(
    [
      `${trace.status} ${reason}`.trimEnd(),
      words.response.milliseconds(trace.durationMs),
      visibleText(trace.node),
    ].join(' · '),
  );
  add('');
  const by = trace.route ?? (trace.file ? relativeFile(folder, trace.file) : words.nobody);
  const { failure } = trace;
  const facts = [
    [words.time, words.dateTime(trace.startedAtMs)],
    [words.id, trace.id],
    [words.project, visibleText(project.name)],
    [words.answeredBy, visibleText(by)],
    ...(failure
      ? [
          [words.error, visibleText(failure.message)],
          [words.place, placeText(folder, failure.place)],
        ]
      : []),
  ];
  for (const [index, line] of textColumns(facts).entries()) {
    add(line, index === facts.length - 1 ? failure?.place : undefined);
  }
  add('');
  addOperations(request, words, add);
  add('');
  for (const line of askedLines(asked, words)) add(line);
  return { text: lines.join('\n'), links };
}

/** `edge-functions/counter.js:3:11` */
export function placeText(folder: string, { file, line, column }: CodePlace): string {
  return `${visibleText(relativeFile(folder, file))}:${line}:${column}`;
}

function addOperations(
  { trace, project }: KeptRequest,
  words: RequestWords,
  add: (text: string, place?: CodePlace) => void,
): void {
  const { operations, operationsLeftOut = 0 } = trace;
  const { columns } = words.response;
  add(`── ${words.response.operations} · ${operations.length + operationsLeftOut}`);
  if (operations.length > 0) {
    const head = [
      ...[columns.operation, columns.key, columns.result, words.source, columns.version],
      ...[columns.age, columns.node, words.size, words.begin, columns.duration, words.code],
    ];
    const rows = operations.map((operation) => rowOf(operation, project.folder ?? '', words));
    const [first = '', ...lines] = textColumns([head, ...rows]);
    add(first);
    for (const [index, line] of lines.entries()) {
      const operation = operations[index];
      add(line, operation?.place);
      if (operation?.error !== undefined) add(`  ${visibleText(operation.error)}`);
    }
  } else if (operationsLeftOut === 0) add(words.response.noOperations);
  if (operationsLeftOut > 0) add(words.response.leftOut(operationsLeftOut));
}

function rowOf(operation: TracedOperation, folder: string, words: RequestWords) {
  const { response } = words;
  const { op, key, source, version, ageMs, node, bytes, startedMs, durationMs, place, error } =
    operation;
  const isCache = source === 'cache';
  return [
    op,
    visibleText(key) || '-',
    resultOf(operation, response),
    error === undefined ? (isCache ? words.cache : words.centre) : '-',
    version === null ? '-' : `v${version}`,
    isCache ? response.seconds(ageMs / 1000) : '-',
    node,
    response.bytes(bytes),
    response.milliseconds(startedMs),
    response.milliseconds(durationMs),
    place ? placeText(folder, place) : '-',
  ];
}

function askedLines(asked: AskedRequest | null, words: RequestWords): readonly string[] {
  if (!asked) return [`── ${words.requestHeaders}`, words.askedGone];
  const { headers, body, bodyMissing } = asked;
  const head = [
    `── ${words.requestHeaders} · ${headers.length}`,
    ...headers.map(([name, value]) => `${visibleText(name)}: ${visibleText(value)}`),
    '',
  ];
  if (bodyMissing) return [...head, `── ${words.requestBody}`, words.bodyMissing[bodyMissing]];
  const shown = { headers, ...bodyText(body ?? new Uint8Array()) };
  return [...head, ...bodyLines(shown, { ...words.response, body: words.requestBody })];
}
