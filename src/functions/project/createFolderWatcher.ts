import { statSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import { pathInside } from '../pathInside';

/** Watches folders, each without those below it; folders may come and go. */
export interface FolderWatcher {
  /** Watches exactly these folders from now on; says whether one of them is new. */
  set(folders: ReadonlySet<string>): boolean;
  dispose(): void;
}

interface Watched {
  readonly watcher: FSWatcher;
  /** A folder that was deleted and made again is another one. */
  readonly inode: number;
}

/** Several files saved together, or one saved by rename, are one change. */
const quietMs = 30;
/** A series without an end, such as of a log beside, must not hide what else changes. */
const seriesMsMax = 300;

/**
 * @param changed called once a series of changes has ended, or lasts
 * @param platform On Windows a folder cannot be renamed while one below it is watched, so only the
 *   topmost ones are, with all that is below them.
 */
export function createFolderWatcher(
  changed: () => void,
  platform: NodeJS.Platform = process.platform,
): FolderWatcher {
  const recursive = platform === 'win32';
  const open = new Map<string, Watched>();
  let wanted: ReadonlySet<string> = new Set();
  let timer: NodeJS.Timeout | undefined;
  let begunAtMs: number | undefined;

  function notice(): void {
    const nowMs = performance.now();
    begunAtMs ??= nowMs;
    clearTimeout(timer);
    timer = setTimeout(tell, Math.min(quietMs, begunAtMs + seriesMsMax - nowMs));
  }

  function tell(): void {
    begunAtMs = undefined;
    changed();
  }

  function close(folder: string): void {
    open.get(folder)?.watcher.close();
    open.delete(folder);
  }

  function add(folder: string): boolean {
    const inode = statSync(folder, { throwIfNoEntry: false })?.ino;
    if (inode !== undefined && inode === open.get(folder)?.inode) return false;
    close(folder);
    if (inode === undefined) return false;
    try {
      const watcher = watch(folder, { persistent: false, recursive }, (_event, name) => {
        // Without a name there were too many changes to tell.
        if (name === null || wanted.has(path.dirname(path.join(folder, name)))) notice();
      });
      watcher.on('error', () => {
        close(folder);
        notice();
      });
      open.set(folder, { watcher, inode });
      return true;
    } catch {
      // The folder is gone already; the change of its parent says so.
      return false;
    }
  }

  return {
    set(folders) {
      const isNew = [...folders].some((folder) => !wanted.has(folder));
      wanted = folders;
      const watched = recursive ? topmost(folders) : folders;
      for (const folder of open.keys()) if (!watched.has(folder)) close(folder);
      return [...watched].map(add).some(Boolean) || (recursive && isNew);
    },
    dispose() {
      clearTimeout(timer);
      for (const folder of [...open.keys()]) close(folder);
    },
  };
}

/** The folders that lie in none of the others. */
function topmost(folders: ReadonlySet<string>): ReadonlySet<string> {
  const all = [...folders];
  const isBelow = (folder: string, other: string): boolean =>
    folder !== other && pathInside(other, folder) !== undefined;
  return new Set(all.filter((folder) => !all.some((other) => isBelow(folder, other))));
}
