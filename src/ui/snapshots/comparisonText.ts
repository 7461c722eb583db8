import type { SnapshotDifference, ValueSample } from '../../rpc/emulatorApi';
import { padColumnLeft } from '../functions/padColumnLeft';
import { textColumns, visibleText } from '../functions/textColumns';
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

/** Characters of a text, and bytes of other values, that a line shows. */
const charactersShown = 160;
const bytesShown = 32;

/** What is shown of the same beginning, ahead of a difference. */
const sharedShown = 16;

/**
 * A comparison as two documents for a diff editor: a line for each key that differs, so that an
 * added key is a line of the second document only and a removed one a line of the first.
 *
 * The columns are as wide in both, so that a changed line differs in its value alone.
 */
export function comparisonText(
  differences: readonly SnapshotDifference[],
  words: ComparisonWords,
): ComparisonText {
  const rows = differences.flatMap((difference) => rowsOf(difference, words));
  const lines = textColumns(
    padColumnLeft(
      rows.map(({ cells }) => cells),
      1,
    ),
  );
  const document = (side: Side): string =>
    [`# ${words.summary}`, ...lines.filter((_, index) => rows[index]?.side === side), ''].join(
      '\n',
    );
  return { before: document('before'), after: document('after') };
}

type Side = 'before' | 'after';

interface Row {
  readonly side: Side;
  readonly cells: readonly [key: string, size: string, value: string];
}

function rowsOf({ key, before, after }: SnapshotDifference, words: ComparisonWords): Row[] {
  const from = before && after ? differenceShown(unitsOf(before), unitsOf(after)) : 0;
  const cells = (sample: ValueSample): Row['cells'] => [
    visibleText(key),
    words.bytes(sample.size),
    excerpt(sample, from),
  ];
  const then = before && cells(before);
  const now = after && cells(after);
  const looksSame = then && now && then[1] === now[1] && then[2] === now[2];
  return [
    ...(then ? [row('before', then, looksSame ? words.differsInSnapshot : '')] : []),
    ...(now ? [row('after', now, looksSame ? words.differsNow : '')] : []),
  ];
}

function row(side: Side, [key, size, value]: Row['cells'], note: string): Row {
  return { side, cells: [key, size, note ? `${value} (${note})`.trimStart() : value] };
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
