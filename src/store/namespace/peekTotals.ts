import fs from 'node:fs';
import { readJournalFile } from '../journal/readJournalFile';
import { segmentFile, segmentNumbers } from '../journal/journalSegments';
import { dataFile } from './namespaceFiles';

/** A journal that only says whose it is stays below. */
const journalBytesMax = 4096;

/** How much a namespace holds, where its journal says so and it need not be loaded. */
export function peekTotals(folder: string): { records: number; bytes: number } | null {
  const [segment, ...more] = segmentNumbers(folder);
  if (segment === undefined || more.length > 0) return null;
  const file = segmentFile(folder, segment);
  // A longer one holds changes; loading reads those anyway.
  if (fs.statSync(file).size > journalBytesMax) return null;
  let totals = null as { records: number; bytes: number } | null;
  const { wholeBytes, fileBytes } = readJournalFile(file, 0, ({ entry }) => {
    if (entry.kind === 'identity') totals = entry.identity;
    else if (entry.kind !== 'snapshot') totals = null;
    return true;
  });
  if (wholeBytes < fileBytes || !totals) return null;
  return totals.records === 0 || fs.existsSync(dataFile(folder)) ? totals : null;
}
