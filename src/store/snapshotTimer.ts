/** Says when namespaces are saved in the background. */
export interface SnapshotTimer {
  /** A namespace was written; `due` where its journal has grown too long to wait. */
  touch(id: string, due: boolean): void;
  forget(id: string): void;
  dispose(): void;
}

/** Saves what has been quiet for `idleMs`, and at once, after the current turn, what is due. */
export function createSnapshotTimer(
  idleMs: number,
  save: (id: string, occasion: 'write' | 'idle') => Promise<void>,
  onFailed: (error: unknown) => void,
): SnapshotTimer {
  const touched = new Set<string>();
  const due = new Set<string>();
  let idle: NodeJS.Timeout | undefined;
  let soon: NodeJS.Immediate | undefined;

  const run = (ids: Set<string>, occasion: 'write' | 'idle'): void => {
    const now = [...ids];
    ids.clear();
    for (const id of now) save(id, occasion).catch(onFailed);
  };

  return {
    touch(id, isDue) {
      touched.add(id);
      // Refreshing is cheap; a new timer per write is not.
      if (idle) idle.refresh();
      else {
        idle = setTimeout(() => {
          idle = undefined;
          run(touched, 'idle');
        }, idleMs).unref();
      }
      if (!isDue) return;
      due.add(id);
      soon ??= setImmediate(() => {
        soon = undefined;
        run(due, 'write');
      });
    },
    forget(id) {
      touched.delete(id);
      due.delete(id);
    },
    dispose() {
      clearTimeout(idle);
      clearImmediate(soon);
    },
  };
}
