import * as l10n from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { CatalogueSnapshot } from './catalogue/catalogue';
import {
  createDatabase,
  ForeignDatabaseError,
  NewerDatabaseError,
  openDatabase,
  type DatabaseMeta,
  type OpenDatabase,
} from './database/databaseFile';
import { readPages } from './database/readPages';
import { createRecordsDatabase } from './database/recordsDatabase';
import type { SqlEngine } from './database/sqlEngine';
import { removeQuietly } from './files/heldFiles';
import { namedSnapshotFile } from './namespace/namespaceFiles';
import type { Namespace } from './namespace/namespace';
import type { NamespaceTable } from './namespaceTable';
import { StoreError } from './storeError';

/** Automatic snapshots of a namespace; the oldest goes when there is one more. */
const automaticMax = 5;

/** Named snapshots of namespaces: each a plain SQLite file and an entry of the catalogue. */
export interface NamedSnapshots {
  take(id: string, name: string, automatic: boolean): Promise<CatalogueSnapshot>;
  delete(id: string, snapshotId: string): boolean;
  restore(
    id: string,
    snapshotId: string,
    undoName: string,
    nowMs: number,
  ): Promise<CatalogueSnapshot>;
  empty(id: string, undoName: string, nowMs: number): Promise<CatalogueSnapshot>;
  /** A snapshot's database, to be closed by the caller. */
  open(id: string, snapshotId: string): OpenDatabase & { readonly meta: DatabaseMeta };
  /** Entries for the files that are there, after the catalogue was lost. */
  recover(id: string): readonly CatalogueSnapshot[];
}

interface SnapshotParts {
  readonly table: NamespaceTable;
  readonly engine: () => SqlEngine;
  /** Writes the entries of one namespace into the catalogue. */
  readonly save: (id: string, snapshots: readonly CatalogueSnapshot[]) => void;
}

/** Snapshots over the namespaces of a table. */
export function createNamedSnapshots({ table, engine, save }: SnapshotParts): NamedSnapshots {
  const fileOf = (id: string, snapshotId: string): string =>
    namedSnapshotFile(table.folderOf(id), snapshotId);

  const snapshots: NamedSnapshots = {
    async take(id, name, automatic) {
      const entry = describe(table.find(id), name, automatic);
      const crc32 = await table.find(id).copyTo(newFile(id, entry.id));
      return keep(id, { ...entry, crc32 });
    },
    delete(id, snapshotId) {
      const { snapshots: entries } = table.entry(id);
      const left = entries.filter((one) => one.id !== snapshotId);
      if (left.length === entries.length) return false;
      save(id, left);
      removeQuietly(fileOf(id, snapshotId));
      return true;
    },
    async restore(id, snapshotId, undoName, nowMs) {
      const content = snapshots.open(id, snapshotId);
      const { sql, pages, meta } = content;
      try {
        return await replace(id, undoName, ({ state }) => {
          table.admit(id, meta.bytes - state.bytes);
          const updatedAtMs = Math.round(nowMs);
          const highest = createRecordsDatabase(content).renumber(state.version, updatedAtMs);
          const version = Math.max(highest, state.version + 1);
          const { records, bytes } = meta;
          return { database: { sql, pages }, records, bytes, version, lastWriteAtMs: updatedAtMs };
        });
      } catch (error) {
        sql.close();
        throw error;
      }
    },
    empty: (id, undoName, nowMs) =>
      replace(id, undoName, ({ state }) => ({
        database: createDatabase(engine()),
        records: 0,
        bytes: 0,
        version: state.version + 1,
        lastWriteAtMs: Math.round(nowMs),
      })),
    open(id, snapshotId) {
      const entry = table.entry(id).snapshots.find((one) => one.id === snapshotId);
      if (!entry) {
        throw new StoreError(
          'SNAPSHOT_UNKNOWN',
          l10n.t('There is no such snapshot any more. Refresh the list and choose another.'),
        );
      }
      return openFile(engine(), fileOf(id, snapshotId), entry);
    },
    recover(id) {
      const folder = path.dirname(fileOf(id, ''));
      if (!fs.existsSync(folder)) return [];
      return fs.readdirSync(folder).flatMap((fileName) => {
        const snapshotId = /^([a-z0-9-]{1,64})\.sqlite$/.exec(fileName)?.[1];
        const entry = snapshotId && describeFile(engine(), path.join(folder, fileName), snapshotId);
        return entry ? [entry] : [];
      });
    },
  };
  return snapshots;

  /** What was there is kept as a snapshot in the same turn, so that no write falls between. */
  async function replace(
    id: string,
    undoName: string,
    prepare: (namespace: Namespace) => ReturnType<Parameters<Namespace['replaceContent']>[0]>,
  ): Promise<CatalogueSnapshot> {
    const namespace = table.find(id);
    let undo: CatalogueSnapshot | undefined;
    await namespace.replaceContent(() => {
      const next = prepare(namespace);
      const entry = describe(namespace, undoName, true);
      const crc32 = namespace.copyNow(newFile(id, entry.id));
      undo = keep(id, { ...entry, crc32 });
      return next;
    });
    if (!undo) throw new TypeError('The content was not replaced');
    return undo;
  }

  function describe({ state }: Namespace, name: string, automatic: boolean) {
    const { records, bytes } = state;
    return { id: randomUUID(), name, takenAtMs: Date.now(), records, bytes, automatic };
  }

  function newFile(id: string, snapshotId: string): string {
    const file = fileOf(id, snapshotId);
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    return file;
  }

  function keep(id: string, entry: CatalogueSnapshot): CatalogueSnapshot {
    const all = [...table.entry(id).snapshots, entry];
    const old = all.filter((one) => one.automatic).slice(0, -automaticMax);
    try {
      save(
        id,
        all.filter((one) => !old.includes(one)),
      );
    } catch (error) {
      fs.rmSync(fileOf(id, entry.id), { force: true });
      throw error;
    }
    for (const one of old) removeQuietly(fileOf(id, one.id));
    return entry;
  }
}

function openFile(engine: SqlEngine, file: string, { name, crc32 }: CatalogueSnapshot) {
  const read = readPages(file);
  try {
    if (!read) throw new ForeignDatabaseError('There is no such file');
    if (read.crc32 !== crc32) throw new ForeignDatabaseError('Its checksum is wrong');
    return openDatabase(engine, read.pages);
  } catch (error) {
    if (!(error instanceof ForeignDatabaseError || error instanceof NewerDatabaseError)) {
      throw error;
    }
    throw new StoreError(
      'STORE_FAILED',
      l10n.t(
        'The snapshot "{0}" in "{1}" cannot be used: {2}. Nothing was changed; choose another snapshot.',
        name,
        file,
        error.message,
      ),
      error,
    );
  }
}

function describeFile(engine: SqlEngine, file: string, id: string): CatalogueSnapshot | undefined {
  const read = readPages(file);
  if (!read) return undefined;
  const takenAtMs = Math.round(fs.statSync(file).mtimeMs);
  try {
    const { sql, meta } = openDatabase(engine, read.pages);
    sql.close();
    const { records, bytes } = meta;
    const name = l10n.t('Recovered snapshot');
    return { id, name, takenAtMs, records, bytes, crc32: read.crc32, automatic: false };
  } catch {
    return undefined;
  }
}
