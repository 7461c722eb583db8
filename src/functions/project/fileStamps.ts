import { stat } from 'node:fs/promises';

/** What a file looked like when it was read; another stamp means that it has changed. */
export type FileStamps = ReadonlyMap<string, string>;

export async function stampFiles(files: readonly string[]): Promise<FileStamps> {
  return new Map(
    await Promise.all(files.map(async (file) => [file, await stampOf(file)] as const)),
  );
}

export async function areUnchanged(stamps: FileStamps): Promise<boolean> {
  const now = await stampFiles([...stamps.keys()]);
  return [...stamps].every(([file, stamp]) => now.get(file) === stamp);
}

async function stampOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return 'missing';
  }
}
