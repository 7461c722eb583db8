import * as l10n from '@vscode/l10n';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { EmulatorError } from '../../rpc/emulatorError';

/** A file that is read once, from its beginning to its end. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: number;
  /** How much of it has been read. */
  readonly readBytes: number;
  /** Tells of progress where the file is read in another way. */
  setReadBytes(bytes: number): void;
  chunks(): AsyncGenerator<Buffer, void, void>;
}

/** Where in a file a text may not be longer; the largest value with every byte escaped is not. */
export const entryBytesMax = 200 * 1024 * 1024;

/** @throws EmulatorError `REQUEST_INVALID` where there is no such file */
export async function openSource(path: string): Promise<SourceFile> {
  const stats = await stat(path);
  if (!stats.isFile()) {
    throw new EmulatorError('REQUEST_INVALID', l10n.t('"{0}" is no file.', path));
  }
  let readBytes = 0;
  return {
    path,
    bytes: stats.size,
    get readBytes() {
      return readBytes;
    },
    setReadBytes(bytes) {
      readBytes = bytes;
    },
    async *chunks() {
      for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
        readBytes += chunk.byteLength;
        yield chunk;
      }
    },
  };
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The chunks of a file without the mark that some editors put in front of UTF-8. */
export async function* withoutMark(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, void> {
  let start: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (start === null) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.byteLength < byteOrderMark.byteLength) continue;
    const marked = start.subarray(0, byteOrderMark.byteLength).equals(byteOrderMark);
    yield marked ? start.subarray(byteOrderMark.byteLength) : start;
    start = null;
  }
  if (start && start.byteLength > 0) yield start;
}

/** @throws EmulatorError `REQUEST_INVALID` where one entry of a file would fill the memory */
export function checkEntryBytes(bytes: number, { path }: SourceFile, line: number): void {
  if (bytes <= entryBytesMax) return;
  throw new EmulatorError(
    'REQUEST_INVALID',
    l10n.t('What begins at line {0} of "{1}" is too long for a record.', line, path),
  );
}
