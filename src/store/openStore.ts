import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { limits } from '../kv/limits';
import { emptyCatalogue, withSnapshots, type Catalogue } from './catalogue/catalogue';
import { readCatalogue } from './catalogue/readCatalogue';
import { rebuildCatalogue } from './catalogue/rebuildCatalogue';
import { compareSnapshot } from './compareSnapshot';
import { createRecordsDatabase } from './database/recordsDatabase';
import { loadSqlEngine, type SqlEngine } from './database/sqlEngine';
import { createDurability } from './durability';
import { nodeFiles } from './files/filePort';
import { removeQuietly, renameHeld } from './files/heldFiles';
import { replaceFile, syncFolder } from './files/replaceFile';
import { measureUsage } from './measureUsage';
import { createNamedSnapshots } from './namedSnapshots';
import { createNamespaceTable } from './namespaceTable';
import { createSnapshotTimer } from './snapshotTimer';
import type { Store, StoreOptions } from './store';
import { guardFiles } from './storeError';
import type { Notice } from './storeNotice';

/**
 * Opens the store of a folder, which must be locked by the caller.
 *
 * @throws StoreError `STORE_FAILED`
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const files = options.files ?? nodeFiles;
  const accountBytesMax = options.accountBytesMax ?? limits.accountBytesMax;
  const catalogueFile = path.join(options.folder, 'catalogue.json');
  const namespacesFolder = path.join(options.folder, 'namespaces');
  let notices: readonly Notice[] = [];
  let sqlEngine: SqlEngine | undefined;
  let catalogue: Catalogue = emptyCatalogue;
  const engine = (): SqlEngine => {
    if (!sqlEngine) throw new TypeError('The store is used before load()');
    return sqlEngine;
  };
  const loading = new Map<string, Promise<void>>();
  const table = createNamespaceTable({ namespacesFolder, files, accountBytesMax, engine, notify });
  const failed = (error: unknown): void => {
    options.onBackgroundFailure?.(error);
  };
  const timer = createSnapshotTimer(
    options.idleMs ?? 3000,
    async (id, occasion) => table.loaded(id)?.snapshot(occasion),
    failed,
  );
  const durability = createDurability(
    options.fsync ?? 'everySecond',
    async (id) => table.loaded(id)?.flush(),
    failed,
  );
  const snapshots = createNamedSnapshots({
    table,
    engine,
    save: (id, entries) => {
      store.saveCatalogue(withSnapshots(catalogue, id, entries));
    },
  });
  guardFiles(options.folder, () => {
    fs.mkdirSync(namespacesFolder, { recursive: true, mode: 0o700 });
    for (const name of fs.readdirSync(namespacesFolder)) {
      if (name.startsWith('deleted-')) removeQuietly(path.join(namespacesFolder, name));
    }
  });

  const store: Store = {
    accountBytesMax,
    get catalogue() {
      return catalogue;
    },
    saveCatalogue(next) {
      guardFiles(catalogueFile, () => {
        replaceFile(files, catalogueFile, [Buffer.from(`${JSON.stringify(next, null, 2)}\n`)]);
      });
      adopt(next);
    },
    async load() {
      sqlEngine ??= await loadSqlEngine(options.wasmFile);
    },
    ready(id) {
      if (sqlEngine && !table.isToLoad(id)) return undefined;
      const known = loading.get(id);
      if (known) return known;
      const ready = loadAhead(id).finally(() => loading.delete(id));
      loading.set(id, ready);
      return ready;
    },
    setFsync(policy) {
      durability.policy = policy;
    },
    takeNotices() {
      const taken = notices;
      notices = [];
      return taken;
    },
    totals: (id) => table.totals(id),
    accountBytes: (account) => table.accountBytes(account),
    createNamespace(account, name) {
      const id = randomUUID();
      const folder = table.folderOf(id);
      try {
        guardFiles(folder, () => {
          fs.mkdirSync(folder, { mode: 0o700 });
          syncFolder(files, namespacesFolder);
        });
        table.open(id).identify({ id, account, name });
      } catch (error) {
        store.removeNamespace(id).catch(failed);
        throw error;
      }
      return { id };
    },
    identifyNamespace(id) {
      for (const { name: account, namespaces } of catalogue.accounts) {
        const namespace = namespaces.find((one) => one.id === id);
        if (namespace) written(id).identify({ id, account, name: namespace.name });
      }
    },
    async removeNamespace(id) {
      timer.forget(id);
      durability.forget(id);
      await table.forget(id)?.close({ forget: true });
      const folder = table.folderOf(id);
      if (!fs.existsSync(folder)) return;
      const doomed = path.join(namespacesFolder, `deleted-${id}`);
      guardFiles(folder, () => {
        renameHeld(folder, doomed);
      });
      // What stays behind is deleted when the store is opened the next time.
      removeQuietly(doomed);
    },
    rows: (id, query) => table.find(id).rows(query),
    get: (id, key) => table.find(id).get(key),
    version: (id, key) => table.find(id).version(key),
    put: (id, key, value, nowMs) => written(id).put(key, value, nowMs),
    delete: (id, key, nowMs) => written(id).delete(key, nowMs),
    list: (id, query) => table.find(id).list(query),
    size: (id, key) => table.find(id).size(key),
    putMany: (id, records, nowMs) => {
      written(id).putMany(records, nowMs);
    },
    lastVersion: (id) => table.find(id).state.version,
    deleteUpTo: (id, version, nowMs) => written(id).deleteUpTo(version, nowMs),
    flushed: (id) => durability.flushed(id),
    usage: (id) => measureUsage(() => table.find(id)),
    async copyTo(id, file) {
      const { records, bytes } = table.find(id).state;
      await table.find(id).copyTo(file);
      return { records, bytes };
    },
    takeSnapshot: (id, name, automatic = false) => snapshots.take(id, name, automatic),
    deleteSnapshot: (id, snapshotId) => ({ deleted: snapshots.delete(id, snapshotId) }),
    async restoreSnapshot(id, snapshotId, undoName, nowMs) {
      return { undo: await snapshots.restore(id, snapshotId, undoName, nowMs) };
    },
    async emptyNamespace(id, undoName, nowMs) {
      const undo = await snapshots.empty(id, undoName, nowMs);
      return { deleted: undo.records, undo };
    },
    async compareSnapshot(id, snapshotId, most) {
      const snapshot = createRecordsDatabase(snapshots.open(id, snapshotId));
      try {
        return await compareSnapshot(snapshot, () => table.find(id), most);
      } finally {
        snapshot.close();
      }
    },
    async snapshot() {
      await allOf(table.loadedIds.map((id) => table.loaded(id)?.snapshot()));
    },
    async close() {
      timer.dispose();
      durability.dispose();
      table.seal();
      const closing = table.loadedIds.map((id) => table.loaded(id)?.close());
      await allOf(closing);
    },
  };
  const read = await readCatalogue(catalogueFile, rebuild, notify);
  if (read.changed) store.saveCatalogue(read.catalogue);
  else adopt(read.catalogue);
  return store;

  async function rebuild(): Promise<Catalogue> {
    if (fs.readdirSync(namespacesFolder).length === 0) return emptyCatalogue;
    await store.load();
    return rebuildCatalogue(
      namespacesFolder,
      (id) => table.open(id).state.identity,
      (id) => snapshots.recover(id),
    );
  }

  async function loadAhead(id: string): Promise<void> {
    await store.load();
    await table.load(id);
  }

  /** A namespace that is about to be written: its journal will want to be saved and flushed. */
  function written(id: string) {
    const namespace = table.find(id);
    timer.touch(id, namespace.isDue());
    durability.touch(id);
    return namespace;
  }

  function adopt(next: Catalogue): void {
    catalogue = next;
    table.adopt(next);
  }

  function notify(notice: Notice): void {
    notices = [...notices, notice];
    options.onNotice?.();
  }
}

/** Waits for all, then throws what the first of those that failed threw. */
async function allOf(work: readonly (Promise<void> | undefined)[]): Promise<void> {
  const results = await Promise.allSettled(work.map((one) => one ?? Promise.resolve()));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
