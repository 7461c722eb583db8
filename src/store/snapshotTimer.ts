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
  save: (ids: readonly string[]) => void,
  onFailed: (error: unknown) => void,
): SnapshotTimer {
  const touched = new Set<string>();
  const due = new Set<string>();
  let idle: NodeJS.Timeout | undefined;
  let soon: NodeJS.Immediate | undefined;

  const run = (ids: Set<string>): void => {
    const now = [...ids];
    ids.clear();
    try {
      save(now);
    } catch (error) {
      onFailed(error);
    }
  };

  return {
    touch(id, isDue) {
      touched.add(id);
      // Refreshing is cheap; a new timer per write is not.
      if (idle) idle.refresh();
      else {
        idle = setTimeout(() => {
          idle = undefined;
          run(touched);
        }, idleMs).unref();
      }
      if (!isDue) return;
      due.add(id);
      soon ??= setImmediate(() => {
        soon = undefined;
        run(due);
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
