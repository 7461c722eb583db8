import type { Goal, Result } from '../row';

/** A judged row with the words of its goal. */
export interface TableRow {
  readonly result: Result;
  readonly goal: Goal | undefined;
}

const head = ['What', 'Unit', 'Ours', 'Peer', 'Floor', 'Ratio', 'Goal', 'Holds'];
const rightAligned = new Set([2, 3, 4, 5]);

/** A Markdown table, padded as Prettier does it. */
export function formatTable(rows: readonly TableRow[]): string {
  const cells = [head, ...rows.map(cellsOf)];
  const widths = head.map((_, column) =>
    Math.max(3, ...cells.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string => `| ${row.map(padded).join(' | ')} |`;
  const padded = (text: string, column: number): string => {
    const width = widths[column] ?? 0;
    return rightAligned.has(column) ? text.padStart(width) : text.padEnd(width);
  };
  const rule = widths.map((width, column) =>
    rightAligned.has(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  const [first = [], ...rest] = cells;
  return [line(first), line(rule), ...rest.map(line)].join('\n');
}

function cellsOf({ result, goal }: TableRow): readonly string[] {
  const { name, unit, ours, peer, floor, ratio, holds } = result;
  return [
    name,
    unit,
    formatNumber(ours),
    formatNumber(peer),
    formatNumber(floor),
    formatNumber(ratio),
    goal ? `${goal.bound === 'atLeast' ? '≥' : '≤'} ${grouped(goal.value)} ${goal.words}` : '–',
    holds === null ? '–' : holds ? 'yes' : 'no',
  ];
}

function formatNumber(value: number | null): string {
  if (value === null) return '–';
  if (Math.abs(value) >= 100) return grouped(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
