import fs from 'node:fs';
import path from 'node:path';

/** One file of a journal. */
export interface JournalSegment {
  readonly number: number;
  /** How many bytes of it hold whole frames. */
  readonly bytes: number;
}

/** The first segment has no number in its name, as it had in the first version of the product. */
export function segmentFile(folder: string, number: number): string {
  return path.join(folder, number === 0 ? 'journal' : `journal.${number}`);
}

/** The numbers of the segments in a folder, ascending. */
export function segmentNumbers(folder: string): readonly number[] {
  return fs
    .readdirSync(folder)
    .flatMap((name) => {
      if (name === 'journal') return 0;
      const number = /^journal\.([1-9]\d{0,14})$/.exec(name)?.[1];
      return number === undefined ? [] : Number(number);
    })
    .sort((a, b) => a - b);
}
