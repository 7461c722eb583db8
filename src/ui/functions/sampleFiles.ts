import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir } from 'node:fs/promises';
import * as path from 'node:path';

/** Describes accounts, namespaces and records; not part of the project that a person gets. */
export const sampleDescription = 'sample.json';

/** The sample's files, relative to its folder. */
export async function listSampleFiles(sample: string): Promise<readonly string[]> {
  const entries = await readdir(sample, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(sample, path.join(entry.parentPath, entry.name)))
    .filter((file) => file !== sampleDescription)
    .sort();
}

/** Which of the files are there already. */
export async function existingFiles(
  folder: string,
  files: readonly string[],
): Promise<readonly string[]> {
  const found = await Promise.all(
    files.map((file) =>
      lstat(path.join(folder, file)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return files.filter((_, index) => found[index]);
}

/** Copies the files, and fails rather than replace one. */
export async function copySampleFiles(
  sample: string,
  folder: string,
  files: readonly string[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(path.join(sample, file), target, constants.COPYFILE_EXCL);
  }
}
