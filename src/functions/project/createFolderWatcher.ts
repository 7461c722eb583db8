import { statSync, watch, type FSWatcher } from 'node:fs';

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

/** @param changed called once a series of changes has ended, or lasts */
export function createFolderWatcher(changed: () => void): FolderWatcher {
  const open = new Map<string, Watched>();
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
      const watcher = watch(folder, { persistent: false }, notice);
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
      for (const folder of open.keys()) if (!folders.has(folder)) close(folder);
      return [...folders].map(add).some(Boolean);
    },
    dispose() {
      clearTimeout(timer);
      for (const folder of [...open.keys()]) close(folder);
    },
  };
}
