import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { StaticRoot } from './findStaticFile';

/** A folder with more than these is no app's output, and not worth the time. */
const foldersMax = 5000;

/**
 * Whether `index.html` is the only page that is published, in any folder: then it is the whole of
 * an app that makes its paths by itself [CLI].
 *
 * Asked anew each time, since builds come and go without a change in the project's own folders.
 */
export async function hasOnlyIndexPage({ folder, hidden }: StaticRoot): Promise<boolean> {
  const folders = [folder];
  let isThere = false;
  for (let next = folders.shift(), read = 0; next !== undefined; next = folders.shift()) {
    if (++read > foldersMax) return false;
    const isRoot = next === folder;
    for (const entry of await readdir(next, { withFileTypes: true }).catch(() => [])) {
      const { name } = entry;
      if (name.startsWith('.') || name === 'node_modules' || (isRoot && hidden.has(name))) continue;
      if (entry.isDirectory()) folders.push(path.join(next, name));
      else if (entry.isFile() && name.endsWith('.html')) {
        if (!isRoot || name !== 'index.html') return false;
        isThere = true;
      }
    }
  }
  return isThere;
}
