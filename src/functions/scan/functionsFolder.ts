import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isExactly } from '../project/exactNames';
import { isFunctionFile } from '../routes/routePattern';

/** Folders that hold no routes, and too many files. */
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** `edge-functions` where it exists, otherwise `functions`; `undefined` where there is neither. */
export async function findFunctionsFolder(project: string): Promise<string | undefined> {
  for (const name of ['edge-functions', 'functions']) {
    const folder = path.join(project, name);
    const info = await stat(folder).catch(() => undefined);
    if (info?.isDirectory() && isExactly(project, [name])) return folder;
  }
  return undefined;
}

export interface FunctionFiles {
  /** Relative to the folder, `/` between the parts, in order. */
  readonly files: readonly string[];
  /** Absolute paths of the folder and all below it. */
  readonly folders: readonly string[];
}

/** All files that may be routes. What vanishes meanwhile is left out. */
export async function listFunctionFiles(folder: string, below = ''): Promise<FunctionFiles> {
  const here = path.join(folder, below);
  const entries = await readdir(here, { withFileTypes: true }).catch(() => []);
  const files: string[] = [];
  const folders: string[] = [here];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory() && !skipped.has(entry.name)) {
      const inner = await listFunctionFiles(folder, name);
      files.push(...inner.files);
      folders.push(...inner.folders);
    } else if (!entry.isDirectory() && isFunctionFile(entry.name)) {
      files.push(name);
    }
  }
  return { files, folders };
}
