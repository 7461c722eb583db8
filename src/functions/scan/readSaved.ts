import { readFile, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** Whoever saves a file empties it first, and writes at once. */
const writingMs = 200;
/** Until a file that is being written is looked at again. */
export const lookAgainMs = 10;

/** The text of a file as it was saved, never as it is in the middle of a save: empty. */
export async function readSaved(file: string): Promise<string> {
  for (;;) {
    const text = await readFile(file, 'utf8');
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

function isFresh(mtimeMs: number): boolean {
  return Math.abs(Date.now() - mtimeMs) < writingMs;
}
