import fs from 'node:fs';
import { miniflareVersion } from './contestants/miniflare';
import { openLab } from './openLab';
import { parseOptions } from './options';
import { describeRun } from './report/machine';
import { replaceBetweenMarkers } from './report/readme';
import { formatTable, type TableRow } from './report/table';
import { measureRows } from './measureRows';
import { rows } from './rows/rows';

// Given by bench.mjs, which has installed and built what is used here.
const { PAGES_KV_MINIFLARE: miniflareFolder = '', PAGES_KV_BENCH_CACHE: cacheFolder = '' } =
  process.env;

async function main(): Promise<void> {
  const { write, json, only, quick } = parseOptions(process.argv.slice(2));
  const chosen = rows.filter(({ name }) => only?.test(name) ?? true);
  if (chosen.length === 0) throw new Error(`No row has a name like ${only?.source}`);
  const opened = openLab({ quick, cacheFolder, miniflareFolder });
  const { table, broken } = await measureRows(chosen, opened.lab).finally(() => opened.close());
  const run = describeRun(miniflareVersion(miniflareFolder), new Date());
  console.log(`\n${run}\n\n${formatTable(table)}\n`);
  if (json) fs.writeFileSync(json, `${JSON.stringify(table.map(resultOf), null, 2)}\n`);
  if (broken > 0) throw new Error(`${broken} rows could not be measured`);
  if (write) {
    const readme = fs.readFileSync('README.md', 'utf8');
    const text = `${run}\n\n${formatTable(table)}`;
    fs.writeFileSync('README.md', replaceBetweenMarkers(readme, text));
  }
}

function resultOf({ result }: TableRow): TableRow['result'] {
  return result;
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
