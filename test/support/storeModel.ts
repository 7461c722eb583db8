import type { LoggedChange, LogLine } from './storeProcess';
import { writtenValue } from './writtenValue';

/** Who wrote a record: the number of the change says all about its value. */
interface Written {
  readonly number: number;
  readonly bytes: number;
  readonly version: number;
}

/** What a namespace should hold, in the obvious way. */
export interface StoreModel {
  readonly records: ReadonlyMap<string, Written>;
  readonly lastVersion: number;
}

/** Follows the log of changes that a process notes. */
export interface ModelRun {
  /** Everything that was acknowledged. */
  readonly acknowledged: StoreModel;
  /** The same with the change that was under way at the end, which may be there or not. */
  readonly withLast: StoreModel;
  readonly lastKind: LoggedChange['kind'] | undefined;
}

/** Contents of named snapshots, by the number of the change that took them. */
export type TakenContents = Map<number, StoreModel['records']>;

/**
 * Applies what a process has noted to what was there before.
 *
 * @param takenBy number of the change that took a snapshot, by the snapshot's id
 */
export function followLog(
  before: StoreModel,
  lines: readonly LogLine[],
  taken: TakenContents,
  takenBy: Map<string, number>,
): ModelRun {
  const begun = new Map<number, LoggedChange>();
  let model = before;
  for (const line of lines) {
    if ('begin' in line) {
      begun.set(line.begin, line.change);
      if (line.change.kind === 'take') taken.set(line.begin, model.records);
      continue;
    }
    const change = begun.get(line.end);
    begun.delete(line.end);
    if (line.snapshotId !== undefined) takenBy.set(line.snapshotId, line.end);
    if (!change || change.kind === 'take') continue;
    model = applyChange(model, line.end, change, taken, takenBy);
    if (line.versions) model = { ...model, records: renumbered(model, line.versions) };
    if (model.lastVersion !== line.lastVersion && change.kind !== 'restore') {
      throw new Error(`Version ${line.lastVersion} after ${change.kind}, not ${model.lastVersion}`);
    }
    model = { ...model, lastVersion: line.lastVersion };
  }
  const [last] = [...begun].filter(([, { kind }]) => kind !== 'take');
  return {
    acknowledged: model,
    withLast: last ? applyChange(model, ...last, taken, takenBy) : model,
    lastKind: last?.[1].kind,
  };
}

/** The values that a model stands for. */
export function valuesOf({ records }: StoreModel): ReadonlyMap<string, string> {
  return new Map(
    [...records].map(([key, { number, bytes }]) => [
      key,
      writtenValue(key, number, bytes).toString('latin1'),
    ]),
  );
}

function applyChange(
  { records: before, lastVersion }: StoreModel,
  number: number,
  change: LoggedChange,
  taken: TakenContents,
  takenBy: ReadonlyMap<string, number>,
): StoreModel {
  const records = new Map(before);
  let version = lastVersion;
  switch (change.kind) {
    case 'put':
      records.set(change.key, { number, bytes: change.bytes, version: (version += 1) });
      break;
    case 'putMany':
      for (const key of change.keys) {
        records.set(key, { number, bytes: change.bytes, version: (version += 1) });
      }
      break;
    case 'delete':
      if (records.delete(change.key)) version += 1;
      break;
    case 'deleteUpTo':
      version += 1;
      for (const [key, one] of before) if (one.version <= change.upTo) records.delete(key);
      break;
    case 'restore': {
      const content = taken.get(takenBy.get(change.snapshotId) ?? -1);
      if (!content) throw new Error(`Nobody took the snapshot ${change.snapshotId}`);
      return { records: content, lastVersion: version + 1 };
    }
    case 'empty':
      return { records: new Map(), lastVersion: version + 1 };
    case 'take':
    case 'drop':
      break;
    default:
      change satisfies never;
  }
  return { records, lastVersion: version };
}

function renumbered(
  { records }: StoreModel,
  versions: Readonly<Record<string, number>>,
): StoreModel['records'] {
  return new Map(
    [...records].map(([key, one]) => [key, { ...one, version: versions[key] ?? one.version }]),
  );
}
