import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import type { Project } from '../services';

/** Names of a project's seed file; the first one that is there counts. */
export const seedFileNames = ['kv.seed.json', 'kv.seed.ndjson'] as const;

/** The project's seed file, if it has one. */
export async function findSeedFile({ folder }: Project): Promise<string | undefined> {
  if (folder === undefined) return undefined;
  for (const name of seedFileNames) {
    const file = path.join(folder, name);
    const isFile = await stat(file).then(
      (stats) => stats.isFile(),
      () => false,
    );
    if (isFile) return file;
  }
  return undefined;
}
