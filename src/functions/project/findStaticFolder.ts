import { stat } from 'node:fs/promises';
import path from 'node:path';

const usualFolders = ['dist', 'build', 'out', 'public'];

/**
 * What is served as files: `outputDirectory` of `edgeone.json`, else dist, build, out, public,
 * else the project itself. Absolute.
 */
export async function findStaticFolder(
  project: string,
  outputDirectory: string | undefined,
): Promise<string> {
  if (outputDirectory !== undefined) return outputDirectory;
  for (const name of usualFolders) {
    const folder = path.join(project, name);
    const info = await stat(folder).catch(() => undefined);
    if (info?.isDirectory()) return folder;
  }
  return project;
}
