import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Whether each part of a path below a folder is written as the file system has it.
 *
 * Windows and macOS find `About.html` under the name `about.html` too, and Windows leaves dots and
 * spaces at the end of a name away. The platform does neither, and what must not be served is known
 * by its name.
 */
export function isExactly(folder: string, parts: readonly string[]): boolean {
  let here = folder;
  return parts.every((part) => {
    const isThere = namesIn(here).includes(part);
    here = path.join(here, part);
    return isThere;
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
