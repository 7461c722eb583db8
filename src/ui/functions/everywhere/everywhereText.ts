import * as http from 'node:http';
import type { RunRequest, RunResult } from '../../services';
import { isDeclaredJson } from '../bodyLanguage';
import { formatJson } from '../formatJson';
import { headerOf } from '../responseText';
import { textColumns, textWidth, visibleText } from '../textColumns';
import type { DifferingPart } from './compareResponses';
import type { EverywhereResult, ExplainedDifference } from './runEverywhere';

/** Words of the document, in the person's language. */
export interface EverywhereWords {
  readonly node: string;
  readonly status: string;
  readonly duration: string;
  readonly reads: string;
  readonly differences: string;
  readonly none: string;
  readonly bodies: string;
  readonly noBody: string;
  readonly binary: string;
  readonly left: string;
  readonly parts: Readonly<Record<DifferingPart, string>>;
  readonly differs: (node: string, other: string, parts: string) => string;
  readonly stale: (text: string) => string;
  readonly milliseconds: (count: number) => string;
}

/** A line of the document that tells of a difference. */
export interface DifferenceLine {
  /** From 0. */
  readonly line: number;
  readonly difference: ExplainedDifference;
}

const widthAll = 150;
const linesMax = 400;

/** The responses side by side; rows that are not the same everywhere begin with `≠`. */
export function everywhereText(
  request: RunRequest,
  { responses, differences }: EverywhereResult,
  words: EverywhereWords,
): { readonly text: string; readonly lines: readonly DifferenceLine[] } {
  const lines: string[] = [`${request.method ?? 'GET'} ${visibleText(request.path)}`, ''];
  const places: DifferenceLine[] = [];
  lines.push(
    ...textColumns([
      [words.node, words.status, words.duration, words.reads],
      ...responses.map((response) => [
        response.node,
        `${response.status} ${http.STATUS_CODES[response.status] ?? ''}`.trimEnd(),
        words.milliseconds(response.durationMs),
        readsText(response, words),
      ]),
    ]),
    '',
    `── ${words.differences} · ${differences.length}`,
  );
  if (differences.length === 0) lines.push(words.none);
  for (const difference of differences) {
    const { node, comparedWith, parts, causes } = difference;
    places.push({ line: lines.length, difference });
    const named = parts.map((part) => words.parts[part]).join(', ');
    lines.push(`≠ ${words.differs(node, comparedWith, named)}`);
    for (const cause of causes) lines.push(`  ${visibleText(cause)}`);
  }
  lines.push('', `── ${words.bodies}`, ...sideBySide(responses, words));
  return { text: lines.join('\n'), lines: places };
}

function readsText({ trace }: RunResult, words: EverywhereWords): string {
  const reads = trace.filter(({ op, error }) => op === 'get' && error === undefined);
  const told = reads.slice(0, 5).map(({ key, version, stale }) => {
    const text = `${visibleText(key)} ${version === null ? '-' : `v${version}`}`;
    return stale ? words.stale(text) : text;
  });
  return reads.length === 0 ? '-' : [...told, ...(reads.length > 5 ? ['…'] : [])].join(', ');
}

function sideBySide(responses: readonly RunResult[], words: EverywhereWords): readonly string[] {
  const bodies = responses.map((response) => bodyLines(response, words));
  const share = Math.max(16, Math.floor(widthAll / Math.max(1, responses.length)) - 3);
  const widest = [...responses.map(({ node }) => node), ...bodies.flat()].reduce(
    (most, line) => Math.max(most, textWidth(line)),
    0,
  );
  // Short bodies stand close together, so that they are seen at one look.
  const width = Math.min(share, widest);
  const count = bodies.reduce((most, { length }) => Math.max(most, length), 0);
  const row = (cells: readonly string[]) =>
    cells
      .map((cell) => padded(cell, width))
      .join(' │ ')
      .trimEnd();
  const rows = Array.from({ length: Math.min(count, linesMax) }, (_, at) => {
    const cells = bodies.map((body) => body[at] ?? '');
    const isSame = cells.every((cell) => cell === cells[0]);
    return `${isSame ? ' ' : '≠'} ${row(cells)}`.trimEnd();
  });
  const more = count > linesMax ? [words.left] : [];
  return [`  ${row(responses.map(({ node }) => node))}`, ...rows, ...more];
}

function bodyLines(response: RunResult, words: EverywhereWords): readonly string[] {
  if (response.body === '') return [words.noBody];
  if (response.encoding === 'base64') return [words.binary];
  const isJson = isDeclaredJson(headerOf(response, 'content-type'));
  const text = (isJson ? formatJson(response.body) : undefined) ?? response.body;
  return text.split(/\r?\n/).map(visibleText);
}

/** As wide as its column: shortened, or with spaces behind it. */
function padded(text: string, width: number): string {
  if (textWidth(text) <= width) return text + ' '.repeat(width - textWidth(text));
  let shown = '';
  for (const character of text) {
    if (textWidth(shown + character) > width - 1) break;
    shown += character;
  }
  return `${shown}…${' '.repeat(width - 1 - textWidth(shown))}`;
}
