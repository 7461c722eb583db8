import type { EmulatorChange } from '../rpc/emulatorApi';

/** Gathers changes, so that a burst of writes refreshes each view once. */
export interface ChangeBatch {
  readonly add: (change: EmulatorChange) => void;
  dispose(): void;
}

/** Keys of one namespace in one batch; more of them become one change without a key. */
const keysMax = 100;

/** Sends what was added within `waitMs` as one batch without repetitions. */
export function createChangeBatch(
  waitMs: number,
  send: (changes: readonly EmulatorChange[]) => void,
): ChangeBatch {
  let changes = new Map<string, EmulatorChange>();
  let keys = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  return {
    add(change) {
      const kept = coarse(change);
      changes.set(JSON.stringify(kept), kept);
      timer ??= setTimeout(() => {
        timer = undefined;
        const batch = [...changes.values()];
        changes = new Map();
        keys = new Map();
        send(batch);
      }, waitMs);
    },
    dispose() {
      clearTimeout(timer);
    },
  };

  function coarse(change: EmulatorChange): EmulatorChange {
    if (change.kind !== 'records') return change;
    const { kind, account, namespace } = change;
    const place = JSON.stringify([account, namespace]);
    const count = (keys.get(place) ?? 0) + 1;
    keys.set(place, count);
    return count <= keysMax ? change : { kind, account, namespace };
  }
}
