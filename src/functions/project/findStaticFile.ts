import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

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
 */
export async function findStaticFile(
  root: StaticRoot,
  pathname: string,
): Promise<StaticFile | undefined> {
  const parts = fileParts(pathname);
  if (!parts || (parts[0] !== undefined && root.hidden.has(parts[0]))) return undefined;
  const wanted = path.join(root.folder, ...parts);
  const info = await stat(wanted).catch(() => undefined);
  if (info && !info.isDirectory() && pathname.endsWith('/')) return undefined;
  const file = info?.isDirectory() ? path.join(wanted, 'index.html') : wanted;
  const found = info && (await fileInside(root.folder, file));
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

async function fileInside(folder: string, file: string): Promise<StaticFile | undefined> {
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(file)]);
    // A symbolic link must not lead out of what is published.
    if (real !== root && !real.startsWith(root + path.sep)) return undefined;
    const info = await stat(real);
    if (!info.isFile()) return undefined;
    return { file: real, size: info.size, modifiedMs: Math.trunc(info.mtimeMs) };
  } catch {
    return undefined;
  }
}
