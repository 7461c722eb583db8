import { realpathSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { isExactly } from './exactNames';

export interface StaticFile {
  readonly file: string;
  readonly size: number;
  readonly modifiedMs: number;
}

export interface StaticRoot {
  readonly folder: string;
  /** Where the project itself is served, these parts of it are not pages. */
  readonly hidden: ReadonlySet<string>;
}

/**
 * The file of a request's path: itself, the `index.html` of its folder, or the page of its name
 * (`/about` is `about.html`) [CLI: so it lists the paths of files]. Never outside the root.
 *
 * Synchronous, since every request asks: the answer takes microseconds, handing the question to
 * another thread takes ten times as long.
 */
export function findStaticFile(root: StaticRoot, pathname: string): StaticFile | undefined {
  const parts = fileParts(pathname);
  if (!parts || (parts[0] !== undefined && root.hidden.has(parts[0]))) return undefined;
  const wanted = path.join(root.folder, ...parts);
  const info = statOf(wanted);
  if (info && !info.isDirectory() && pathname.endsWith('/')) return undefined;
  const file = info?.isDirectory() ? path.join(wanted, 'index.html') : wanted;
  const found = info && fileInside(root.folder, file);
  if (found || pathname.endsWith('/') || parts.at(-1) === 'index') return found;
  return fileInside(root.folder, `${wanted}.html`);
}

/** `undefined` where a part could leave the folder, or names a hidden file. */
function fileParts(pathname: string): readonly string[] | undefined {
  try {
    const parts = pathname.split('/').filter(Boolean).map(decodeURIComponent);
    return parts.every(isPlainName) ? parts : undefined;
  } catch {
    return undefined;
  }
}

function isPlainName(part: string): boolean {
  // A colon names a drive or a stream of a file on Windows.
  if (/[/\\\0:]/.test(part)) return false;
  return !part.startsWith('.') || part === '.well-known';
}

function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    // A name that is too long, a folder without rights: nothing that can be served.
    return undefined;
  }
}

function fileInside(folder: string, file: string): StaticFile | undefined {
  if (!statOf(file)) return undefined;
  try {
    const [root, real] = [realpathSync.native(folder), realpathSync.native(file)];
    // A symbolic link must not lead out of what is published.
    if (real !== root && !real.startsWith(root + path.sep)) return undefined;
    // Where these differ, there is a symbolic link on the way, or a name is not written so.
    const below = path.relative(folder, file);
    if (real !== path.join(root, below) && !isExactly(folder, below.split(path.sep))) {
      return undefined;
    }
    const info = statOf(real);
    if (!info?.isFile()) return undefined;
    return { file: real, size: info.size, modifiedMs: Math.trunc(info.mtimeMs) };
  } catch {
    return undefined;
  }
}
