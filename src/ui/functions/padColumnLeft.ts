import { textWidth } from './textColumns';

/** The rows with one column made right-aligned, as figures are read. */
export function padColumnLeft(
  rows: readonly (readonly string[])[],
  column: number,
): readonly (readonly string[])[] {
  const widest = rows.reduce((width, row) => Math.max(width, textWidth(row[column] ?? '')), 0);
  return rows.map((row) =>
    row.map((cell, index) =>
      index === column ? ' '.repeat(widest - textWidth(cell)) + cell : cell,
    ),
  );
}
