import type { SnapshotDifference, ValueSample } from '../../rpc/emulatorData';
import { visibleText } from '../functions/textColumns';
import { sampleText } from './sampleText';

/** Words of the two documents, in the person's language. */
export interface ComparisonWords {
  /** How many keys differ, in one line. */
  readonly summary: string;
  /** Behind values whose difference lies further on than the line shows. */
  readonly differsInSnapshot: string;
  readonly differsNow: string;
  readonly bytes: (count: number) => string;
}

export interface ComparisonText {
  readonly before: string;
  readonly after: string;
}

/** What is shown of a value: characters of a text, bytes of another value. */
const charactersShown = 240;
const bytesShown = 32;

/** What is shown of the same beginning, ahead of a difference. */
const sharedShown = 16;

/**
 * A comparison as two documents for a diff editor: a line for each key that differs, and below it
 * its value where the side has one.
 *
 * The keys stand in both documents, so that a diff editor sees what belongs together: a removed
 * value is a line that the second document lacks, never the old text of another key.
 */
export function comparisonText(
  differences: readonly SnapshotDifference[],
  words: ComparisonWords,
): ComparisonText {
  const before = [`# ${words.summary}`];
  const after = [...before];
  for (const { key, before: then, after: now } of differences) {
    const from = then && now ? differenceShown(unitsOf(then), unitsOf(now)) : 0;
    const old = then && valueLine(then, from, words);
    const fresh = now && valueLine(now, from, words);
    const looksSame = old !== null && old === fresh;
    before.push(visibleText(key), ...linesOf(old, looksSame ? words.differsInSnapshot : null));
    after.push(visibleText(key), ...linesOf(fresh, looksSame ? words.differsNow : null));
  }
  return { before: [...before, ''].join('\n'), after: [...after, ''].join('\n') };
}

function valueLine(sample: ValueSample, from: number, words: ComparisonWords): string {
  return `  ${words.bytes(sample.size)}  ${excerpt(sample, from)}`.trimEnd();
}

function linesOf(line: string | null, note: string | null): readonly string[] {
  if (line === null) return [];
  return [note === null ? line : `${line} (${note})`];
}

/** What a line is cut into: characters of a text, bytes of another value. */
interface Units {
  readonly units: readonly string[];
  /** How many of them a line shows. */
  readonly most: number;
  readonly isText: boolean;
}

function unitsOf(sample: ValueSample): Units {
  const text = sampleText(sample);
  if (text !== undefined) return { units: Array.from(text), most: charactersShown, isText: true };
  const units = [...sample.start].map((byte) => byte.toString(16).padStart(2, '0'));
  return { units, most: bytesShown, isText: false };
}

/** From where two values are shown: their beginning, or a little ahead of where they part. */
function differenceShown(a: Units, b: Units): number {
  if (a.isText !== b.isText) return 0;
  const [long, short] = a.units.length > b.units.length ? [a, b] : [b, a];
  const parts = long.units.findIndex((unit, index) => unit !== short.units[index]);
  return parts > a.most - sharedShown ? parts - sharedShown : 0;
}

function excerpt(sample: ValueSample, from: number): string {
  const { units, most, isText } = unitsOf(sample);
  const part = units.slice(from, from + most);
  const isCut = from + most < units.length || sample.start.byteLength < sample.size;
  const shown = isText ? visibleText(part.join('')) : part.join(' ');
  return `${from > 0 ? '…' : ''}${shown}${isCut ? '…' : ''}`;
}
