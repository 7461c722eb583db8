import type { Lab } from './lab';
import { ProductFailed } from './productFailed';
import { failed, judge } from './report/judge';
import { formatTable, type TableRow } from './report/table';
import type { Result, Row } from './row';

/** Measures row by row and tells as it goes; one that breaks does not keep the others from it. */
export async function measureRows(
  rows: readonly Row[],
  lab: Lab,
): Promise<{ readonly table: readonly TableRow[]; readonly broken: number }> {
  const table: TableRow[] = [];
  let broken = 0;
  for (const row of rows) {
    const begin = performance.now();
    let result: Result;
    try {
      result = judge(row, await row.measure(lab));
    } catch (error) {
      console.error(`${row.name}:`, error);
      if (!(error instanceof ProductFailed)) broken += 1;
      result = failed(row);
    }
    const measured = { result, goal: row.goal };
    table.push(measured);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    console.log(`${lastLine(measured)} ${seconds} s`);
  }
  return { table, broken };
}

function lastLine(row: TableRow): string {
  return formatTable([row]).split('\n').at(-1) ?? '';
}
