import * as l10n from '@vscode/l10n';
import { createReadStream } from 'node:fs';
import { EmulatorError } from '../rpc/emulatorError';

/** The largest value with every byte escaped stays below. */
const lineBytesMax = 200 * 1024 * 1024;

/** Lines that end in `\n` alone: in JSON, U+2028 and its like may stand within a line. */
export async function* fileLines(file: string): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end));
      yield Buffer.concat(parts).toString('utf8');
      parts = [];
      bytes = 0;
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
    bytes += chunk.byteLength - start;
    if (bytes > lineBytesMax) {
      throw new EmulatorError('REQUEST_INVALID', l10n.t('A line of "{0}" is too long.', file));
    }
  }
  if (bytes > 0) yield Buffer.concat(parts).toString('utf8');
}
