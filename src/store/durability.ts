/** When a write counts as safe from a loss of power; a killed process loses nothing either way. */
export type FsyncPolicy = 'everySecond' | 'always';

/** Brings what was written onto the disk. */
export interface Durability {
  policy: FsyncPolicy;
  /** A namespace was written. */
  touch(id: string): void;
  /** What a write must wait for before it is acknowledged; `undefined` for nothing. */
  flushed(id: string): Promise<void> | undefined;
  forget(id: string): void;
  dispose(): void;
}

/** At most so much is lost where the power fails, with `everySecond`. */
const flushMs = 1000;

/**
 * Flushes written namespaces every second, or before each acknowledgement.
 *
 * With `always`, writes that arrive while a flush is under way share the next one.
 *
 * @param flush resolves when everything that a namespace has written is on the disk
 * @param onFailed told where a flush in the background failed
 */
export function createDurability(
  policy: FsyncPolicy,
  flush: (id: string) => Promise<void>,
  onFailed: (error: unknown) => void,
): Durability {
  const touched = new Set<string>();
  const shared = new Map<string, { running: Promise<void>; next: Promise<void> | undefined }>();
  let timer: NodeJS.Timeout | undefined;

  return {
    policy,
    touch(id) {
      if (this.policy === 'always') return;
      touched.add(id);
      timer ??= setTimeout(flushTouched, flushMs).unref();
    },
    flushed(id) {
      return this.policy === 'always' ? join(id) : undefined;
    },
    forget(id) {
      touched.delete(id);
      shared.delete(id);
    },
    dispose() {
      clearTimeout(timer);
    },
  };

  function flushTouched(): void {
    timer = undefined;
    const ids = [...touched];
    touched.clear();
    for (const id of ids) flush(id).catch(onFailed);
  }

  /** The first flush that begins after now. */
  function join(id: string): Promise<void> {
    const group = shared.get(id) ?? { running: Promise.resolve(), next: undefined };
    shared.set(id, group);
    group.next ??= group.running
      .catch(() => undefined)
      .then(() => {
        group.next = undefined;
        group.running = flush(id);
        return group.running;
      });
    return group.next;
  }
}
