import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import type { RecordWithValue } from '../../rpc/emulatorData';
import { toRecordShape } from './recordShape';
import type { TransferFormat } from './transferFormat';

/** Pages of records in the order of the keys; can be gone through again from the beginning. */
export type RecordPages = () => AsyncIterable<readonly RecordWithValue[]>;

/** How a text format writes what comes before, between and behind its records. */
interface TextShape {
  readonly head: string;
  readonly tail: string;
  readonly separator: string;
  record(record: RecordWithValue): string;
  /** Says whether the shape can hold a record. */
  holds(record: RecordWithValue): boolean;
}

const ndjson: TextShape = {
  head: '',
  tail: '',
  separator: '',
  record: (record) => `${JSON.stringify(toRecordShape(record))}\n`,
  holds: () => true,
};

const json: TextShape = {
  head: '[\n',
  tail: '\n]\n',
  separator: ',\n',
  record: (record) => JSON.stringify(toRecordShape(record)),
  holds: () => true,
};

const csv: TextShape = {
  head: 'key,value\n',
  tail: '',
  separator: '',
  record: ({ key, value }) => csvRow([key, Buffer.from(value).toString('utf8')]),
  holds: ({ value }) => isUtf8(value),
};

/** Where a value is not UTF-8, every row has a third column. */
const csvWithBytes: TextShape = {
  head: 'key,value,base64\n',
  tail: '',
  separator: '',
  record(record) {
    const { key, value, base64 } = toRecordShape(record);
    return csvRow([key, value, base64 ? 'true' : '']);
  },
  holds: () => true,
};

const shapes: Readonly<Record<Exclude<TransferFormat, 'sqlite'>, readonly TextShape[]>> = {
  ndjson: [ndjson],
  json: [json],
  csv: [csv, csvWithBytes],
};

/** Writes a text format; the file must not be there yet. */
export async function writeText(
  file: string,
  format: Exclude<TransferFormat, 'sqlite'>,
  pages: RecordPages,
): Promise<void> {
  for (const shape of shapes[format]) if (await writeShape(file, shape, pages)) return;
}

/** @returns false where the shape cannot hold a record; the file is to be begun anew then */
async function writeShape(file: string, shape: TextShape, pages: RecordPages): Promise<boolean> {
  const handle = await open(file, 'w');
  try {
    let text = shape.head;
    let isFirst = true;
    for await (const records of pages()) {
      for (const record of records) {
        if (!shape.holds(record)) return false;
        text += `${isFirst ? '' : shape.separator}${shape.record(record)}`;
        isFirst = false;
      }
      await handle.writeFile(text);
      text = '';
    }
    await handle.writeFile(text + shape.tail);
    return true;
  } finally {
    await handle.close();
  }
}

function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

/** Quoted too where a reader might take off a space, or the line's end of another system. */
function csvCell(text: string): string {
  return /["\s,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
