import * as l10n from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { KvError } from '../kv/kvError';
import { limits } from '../kv/limits';
import { emptyCatalogue, readCatalogue, type Catalogue } from './catalogue';
import { nodeFiles } from './filePort';
import { openNamespace, type Namespace } from './namespace';
import { peekTotals } from './namespaceFiles';
import { rebuildCatalogue } from './rebuildCatalogue';
import { replaceFile } from './replaceFile';
import { createSnapshotTimer } from './snapshotTimer';
import { loadSqlEngine, type SqlEngine } from './sqlEngine';
import type { Store, StoreOptions } from './store';
import { reasonOf, StoreError } from './storeError';
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
  const loaded = new Map<string, Namespace>();
  const peeked = new Map<string, { records: number; bytes: number }>();
  let notices: readonly Notice[] = [];
  let engine: SqlEngine | undefined;
  let accountOf = new Map<string, string>();
  let catalogue: Catalogue = emptyCatalogue;
  const timer = createSnapshotTimer(options.idleMs ?? 3000, snapshotAll, (error) => {
    options.onSnapshotFailed?.(error);
  });
  guard(options.folder, () => {
    fs.mkdirSync(namespacesFolder, { recursive: true, mode: 0o700 });
    for (const name of fs.readdirSync(namespacesFolder)) {
      if (name.startsWith('deleted-')) removeFolder(path.join(namespacesFolder, name));
    }
  });

  const store: Store = {
    accountBytesMax,
    get catalogue() {
      return catalogue;
    },
    saveCatalogue(next) {
      guard(catalogueFile, () => {
        replaceFile(files, catalogueFile, Buffer.from(`${JSON.stringify(next, null, 2)}\n`));
      });
      adopt(next);
    },
    async load() {
      engine ??= await loadSqlEngine(options.wasmFile);
    },
    takeNotices() {
      const taken = notices;
      notices = [];
      return taken;
    },
    totals(id) {
      const namespace = loaded.get(id);
      const source = namespace ?? peeked.get(id) ?? peekTotals(folderOf(id)) ?? find(id);
      const { records, bytes } = source;
      if (!loaded.has(id)) peeked.set(id, { records, bytes });
      return { records, bytes };
    },
    accountBytes(account) {
      let sum = 0;
      for (const [id, owner] of accountOf) if (owner === account) sum += store.totals(id).bytes;
      return sum;
    },
    createNamespace(account, name) {
      const id = randomUUID();
      const folder = folderOf(id);
      try {
        guard(folder, () => fs.mkdirSync(folder, { mode: 0o700 }));
        open(id).identify({ id, account, name });
      } catch (error) {
        store.removeNamespace(id);
        throw error;
      }
      return { id };
    },
    identifyNamespace(id) {
      for (const account of catalogue.accounts) {
        const namespace = account.namespaces.find((one) => one.id === id);
        if (namespace) find(id).identify({ id, account: account.name, name: namespace.name });
      }
    },
    removeNamespace(id) {
      timer.forget(id);
      loaded.get(id)?.close();
      loaded.delete(id);
      peeked.delete(id);
      const folder = folderOf(id);
      if (!fs.existsSync(folder)) return;
      guard(folder, () => {
        const doomed = path.join(namespacesFolder, `deleted-${id}`);
        fs.renameSync(folder, doomed);
        removeFolder(doomed);
      });
    },
    rows: (id, query) => find(id).rows(query),
    get: (id, key) => find(id).get(key),
    version: (id, key) => find(id).version(key),
    put(id, key, value, nowMs) {
      const result = find(id).put(key, value, nowMs);
      timer.touch(id, find(id).snapshotDue);
      return result;
    },
    delete(id, key) {
      const result = find(id).delete(key);
      timer.touch(id, find(id).snapshotDue);
      return result;
    },
    list: (id, query) => find(id).list(query),
    snapshot() {
      snapshotAll([...loaded.keys()]);
    },
    close() {
      timer.dispose();
      try {
        store.snapshot();
      } finally {
        for (const namespace of loaded.values()) namespace.close();
        loaded.clear();
      }
    },
  };
  const read = await readCatalogue(catalogueFile, rebuild, notify);
  if (read.changed) store.saveCatalogue(read.catalogue);
  else adopt(read.catalogue);
  return store;

  function folderOf(id: string): string {
    return path.join(namespacesFolder, id);
  }

  async function rebuild(): Promise<Catalogue> {
    if (fs.readdirSync(namespacesFolder).length === 0) return emptyCatalogue;
    await store.load();
    return rebuildCatalogue(namespacesFolder, open);
  }

  function find(id: string): Namespace {
    const namespace = loaded.get(id);
    if (namespace) return namespace;
    if (!accountOf.has(id)) {
      throw new KvError('NAMESPACE_GONE', 'The namespace of this binding no longer exists');
    }
    return open(id);
  }

  function open(id: string): Namespace {
    if (!engine) throw new TypeError('The store is used before load()');
    const host = {
      engine,
      files,
      notify,
      admit: (growth: number) => {
        admit(id, growth);
      },
    };
    const namespace = openNamespace(host, folderOf(id));
    loaded.set(id, namespace);
    peeked.delete(id);
    return namespace;
  }

  function admit(id: string, growthBytes: number): void {
    const account = accountOf.get(id);
    if (account === undefined) return;
    const used = store.accountBytes(account);
    if (used + growthBytes <= accountBytesMax) return;
    throw new KvError(
      'ACCOUNT_FULL',
      `Account storage is full: ${used} of ${accountBytesMax} bytes are used, ` +
        `and this write needs ${growthBytes} more bytes`,
    );
  }

  function adopt(next: Catalogue): void {
    catalogue = next;
    accountOf = new Map(
      next.accounts.flatMap(({ name, namespaces }) => namespaces.map(({ id }) => [id, name])),
    );
  }

  function snapshotAll(ids: readonly string[]): void {
    const errors: unknown[] = [];
    for (const id of ids) {
      try {
        loaded.get(id)?.snapshot();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  function notify(notice: Notice): void {
    notices = [...notices, notice];
    options.onNotice?.();
  }
}

function removeFolder(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true });
}

function guard(place: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new StoreError(
      'STORE_FAILED',
      l10n.t(
        'The store could not be written in "{0}": {1}. Free some disk space or check the folder\'s permissions, then try again.',
        place,
        reasonOf(error),
      ),
      error,
    );
  }
}
