import { readFile, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** Whoever saves a file empties it first, and writes at once. */
const writingMs = 200;
/** Until a file that is being written is looked at again. */
export const lookAgainMs = 10;

/** The text of a file as it was saved, never as it is in the middle of a save: empty. */
export async function readSaved(file: string): Promise<string> {
  for (;;) {
    const text = textOf(await readFile(file));
    if (text !== '') return text;
    const { size, mtimeMs } = await stat(file);
    if (size === 0 && !isFresh(mtimeMs)) return text;
    await wait(lookAgainMs);
  }
}

/** Whether a file has been emptied just now, so that its text is still to come. */
export async function isBeingWritten(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found?.size === 0 && isFresh(found.mtimeMs);
}

/** The PowerShell of Windows writes UTF-16 with `>`, and says so in the first two bytes. */
function textOf(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return isUtf16 ? bytes.toString('utf16le', 2) : bytes.toString();
}

function isFresh(mtimeMs: number): boolean {
  return Math.abs(Date.now() - mtimeMs) < writingMs;
}
