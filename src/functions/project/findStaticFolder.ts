import * as l10n from '@vscode/l10n';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const usualFolders = ['dist', 'build', 'out', 'public'];

export interface StaticFolder {
  /** Absolute. */
  readonly folder: string;
  /** Why `edgeone.json` was not followed, as a sentence. */
  readonly warning?: string;
}

/** `outputDirectory` of `edgeone.json`, else dist, build, out, public, else the project itself. */
export async function findStaticFolder(project: string): Promise<StaticFolder> {
  const { directory, warning } = await readOutputDirectory(project);
  const found = warning === undefined ? {} : { warning };
  if (directory !== undefined) return { folder: directory, ...found };
  for (const name of usualFolders) {
    const folder = path.join(project, name);
    const info = await stat(folder).catch(() => undefined);
    if (info?.isDirectory()) return { folder, ...found };
  }
  return { folder: project, ...found };
}

async function readOutputDirectory(
  project: string,
): Promise<{ directory?: string; warning?: string }> {
  const text = await readFile(path.join(project, 'edgeone.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return {};
  let settings: unknown;
  try {
    settings = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { warning: l10n.t('edgeone.json is no valid JSON and is not followed: {0}', reason) };
  }
  const name = (settings as { outputDirectory?: unknown } | null)?.outputDirectory;
  if (name === undefined) return {};
  const directory = typeof name === 'string' ? path.resolve(project, name) : undefined;
  if (directory === undefined || path.relative(project, directory).startsWith('..')) {
    const warning = l10n.t('"outputDirectory" of edgeone.json must name a folder in the project.');
    return { warning };
  }
  return { directory };
}
