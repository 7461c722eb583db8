import type { EmulatorChange } from '../rpc/emulatorEvents';

/** Gathers changes, so that a burst of writes refreshes each view once. */
export interface ChangeBatch {
  readonly add: (change: EmulatorChange) => void;
  dispose(): void;
}

/** Keys of one namespace in one batch; more of them become one change without a key. */
const keysMax = 100;

/**
 * Sends what was added within `waitMs` as one batch without repetitions.
 *
 * Bindings, clock and network do not wait: function hosts hear of a change before whoever made it
 * is answered.
 */
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
      const name = nameOf(kept);
      if (!changes.has(name)) changes.set(name, kept);
      if (isUrgent(kept)) sendAll();
      else timer ??= setTimeout(sendAll, waitMs);
    },
    dispose() {
      clearTimeout(timer);
    },
  };

  function sendAll(): void {
    clearTimeout(timer);
    timer = undefined;
    const batch = [...changes.values()];
    changes = new Map();
    keys = new Map();
    send(batch);
  }

  function coarse(change: EmulatorChange): EmulatorChange {
    if (change.kind !== 'records') return change;
    const { kind, account, namespace } = change;
    const place = `${account}\0${namespace}`;
    const count = (keys.get(place) ?? 0) + 1;
    keys.set(place, count);
    return count <= keysMax ? change : { kind, account, namespace };
  }
}

function isUrgent({ kind }: EmulatorChange): boolean {
  return kind === 'bindings' || kind === 'clock' || kind === 'network';
}

/** Names of accounts, namespaces and nodes hold no null character, so that no two share one. */
function nameOf(change: EmulatorChange): string {
  switch (change.kind) {
    case 'records': {
      const { account, namespace, key } = change;
      const place = `records\0${account}\0${namespace}`;
      return key === undefined ? place : `${place}\0${key}`;
    }
    case 'namespaces':
      return `namespaces\0${change.account}`;
    case 'caches':
      return change.node === undefined ? 'caches' : `caches\0${change.node}`;
    case 'accounts':
    case 'bindings':
    case 'clock':
    case 'network':
    case 'settings':
      return change.kind;
    default:
      return change satisfies never;
  }
}
