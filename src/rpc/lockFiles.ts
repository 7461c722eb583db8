import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';

const holderShape = v.object({
  token: v.pipe(v.string(), v.minLength(1)),
  // Anything else is no address of ours, and a number would be taken for a port.
  socketPath: v.pipe(
    v.string(),
    v.check((text) => path.isAbsolute(text) && !text.includes('\0')),
  ),
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

/** Who holds a storage folder, as the lock file says: a living holder listens on its socket. */
export type LockHolder = Readonly<v.InferOutput<typeof holderShape>>;

/** The lock file of that number. */
export function lockFile(folder: string, number: number): string {
  return path.join(folder, `lock.${number}`);
}

/** Numbers of the lock files, descending: the first counts. Empty where there is no folder. */
export function lockNumbers(folder: string): readonly number[] {
  return namesIn(folder)
    .flatMap((name) => /^lock\.([1-9]\d{0,14})$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

/** What a lock file says; `null` where it has gone or says nothing. */
export async function readHolder(file: string): Promise<LockHolder | null> {
  // Where hard links are missing, a file may be seen before its content is there.
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const holder = parseHolder(file);
    if (holder !== 'unreadable') return holder;
    await wait(20);
  }
  return null;
}

/** Who took the lock last, alive or not; `null` where nobody ever did. */
export async function lastHolder(folder: string): Promise<LockHolder | null> {
  for (;;) {
    const highest = lockNumbers(folder)[0];
    if (highest === undefined) return null;
    const holder = await readHolder(lockFile(folder, highest));
    // A file that has gone was followed by a higher one.
    if (holder !== null || lockNumbers(folder)[0] === highest) return holder;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function parseHolder(file: string): LockHolder | null | 'unreadable' {
  try {
    const parsed = v.safeParse(holderShape, JSON.parse(fs.readFileSync(file, 'utf8')));
    return parsed.success ? parsed.output : 'unreadable';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? null : 'unreadable';
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
