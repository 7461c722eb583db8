import fs from 'node:fs';
import { openStore } from '../../src/store/openStore';
import type { Store } from '../../src/store/store';
import { createRandom, type Random } from './random';
import { writtenValue } from './writtenValue';

/** What a process that writes into a store is told. */
export interface StoreTask {
  readonly folder: string;
  readonly wasmFile: string;
  /** Where each change is noted before it begins and after it was acknowledged. */
  readonly logFile: string;
  readonly namespaceId: string;
  readonly seed: number;
  /** Number of the first change. */
  readonly from: number;
}

/** A change as it is noted. */
export type LoggedChange =
  | { readonly kind: 'put'; readonly key: string; readonly bytes: number }
  | { readonly kind: 'putMany'; readonly keys: readonly string[]; readonly bytes: number }
  | { readonly kind: 'delete'; readonly key: string }
  | { readonly kind: 'deleteUpTo'; readonly upTo: number }
  | { readonly kind: 'take' }
  | { readonly kind: 'drop' | 'restore'; readonly snapshotId: string }
  | { readonly kind: 'empty' };

/** One line of the log. */
export type LogLine =
  | { readonly begin: number; readonly change: LoggedChange }
  | {
      readonly end: number;
      readonly lastVersion: number;
      /** Of the snapshot that was taken. */
      readonly snapshotId?: string;
      /** Of every record, where a change gave them other numbers than one after another. */
      readonly versions?: Readonly<Record<string, number>>;
    };

const keys = Array.from({ length: 60 }, (_, number) => `key${number}`);

process.once('message', (task: StoreTask) => {
  void writeUntilKilled(task);
});
process.send?.('ready');

async function writeUntilKilled(task: StoreTask): Promise<void> {
  const { folder, wasmFile, namespaceId: id, seed } = task;
  const random = createRandom(seed);
  const log = fs.openSync(task.logFile, 'a');
  const note = (line: LogLine): void => {
    fs.writeSync(log, `${JSON.stringify(line)}\n`);
  };
  const store = await openStore({ folder, wasmFile, idleMs: 5 });
  await store.load();
  // Loaded too, so that what is killed is more than the loading.
  store.lastVersion(id);
  process.send?.('open');
  // Snapshots are under way most of the time.
  setInterval(() => void store.snapshot(), 15);
  for (let number = task.from; ; number += 1) {
    const change = choose(random, store, id);
    note({ begin: number, change });
    const done = apply(store, id, number, change);
    const end = (snapshotId?: string): void => {
      const lastVersion = store.lastVersion(id);
      const versions = change.kind === 'restore' ? { versions: versionsOf(store, id) } : {};
      note({ end: number, lastVersion, ...(snapshotId ? { snapshotId } : {}), ...versions });
    };
    // A named snapshot is written while changes go on.
    if (change.kind === 'take') void done.then(end);
    else end(await done);
    if (random.chance(0.2)) await new Promise(setImmediate);
  }
}

function versionsOf(store: Store, id: string): Record<string, number> {
  const rows = store.rows(id, { prefix: '', limit: keys.length, after: null });
  return Object.fromEntries(rows.map(({ key, version }) => [key, version]));
}

function choose(random: Random, store: Store, id: string): LoggedChange {
  const key = random.pick(keys);
  const dice = random.below(1000) / 10;
  // What replaces everything takes many times as long, so it comes seldom.
  if (dice < 60) return { kind: 'put', key, bytes: random.size(100_000) };
  if (dice < 77) return { kind: 'delete', key };
  if (dice < 92) {
    const some = keys.filter(() => random.chance(0.2));
    return { kind: 'putMany', keys: some, bytes: random.size(20_000) };
  }
  if (dice < 97) {
    return { kind: 'deleteUpTo', upTo: Math.max(0, store.lastVersion(id) - random.below(60)) };
  }
  const taken = store.catalogue.accounts[0]?.namespaces[0]?.snapshots ?? [];
  const named = taken.filter(({ automatic }) => !automatic).map((one) => one.id);
  if (dice < 98.5) {
    return named.length > 3 ? { kind: 'drop', snapshotId: named[0] ?? '' } : { kind: 'take' };
  }
  if (dice < 99.4 && named.length > 0) return { kind: 'restore', snapshotId: random.pick(named) };
  return { kind: 'empty' };
}

async function apply(
  store: Store,
  id: string,
  number: number,
  change: LoggedChange,
): Promise<string | undefined> {
  switch (change.kind) {
    case 'put':
      store.put(id, change.key, writtenValue(change.key, number, change.bytes), number);
      return undefined;
    case 'putMany': {
      const { bytes } = change;
      const records = change.keys.map((key) => ({ key, value: writtenValue(key, number, bytes) }));
      store.putMany(id, records, number);
      return undefined;
    }
    case 'delete':
      store.delete(id, change.key, number);
      return undefined;
    case 'deleteUpTo':
      store.deleteUpTo(id, change.upTo, number);
      return undefined;
    case 'take':
      return (await store.takeSnapshot(id, `taken at ${number}`)).id;
    case 'drop':
      store.deleteSnapshot(id, change.snapshotId);
      return undefined;
    case 'restore':
      await store.restoreSnapshot(id, change.snapshotId, 'undo', number);
      return undefined;
    case 'empty':
      await store.emptyNamespace(id, 'undo', number);
      return undefined;
    default:
      return change satisfies never;
  }
}
