import path from 'node:path';

/**
 * The path of a file relative to a folder; `undefined` where it lies elsewhere, which on Windows
 * may be another drive.
 */
export function pathInside(
  folder: string,
  file: string,
  paths: path.PlatformPath = path,
): string | undefined {
  const relative = paths.relative(folder, file);
  const isOutside =
    relative === '..' || relative.startsWith(`..${paths.sep}`) || paths.isAbsolute(relative);
  return isOutside ? undefined : relative;
}
