import * as l10n from '@vscode/l10n';
import fs from 'node:fs';
import path from 'node:path';
import { accountFull } from '../kv/accountFull';
import { KvError } from '../kv/kvError';
import type { Catalogue, CatalogueNamespace } from './catalogue/catalogue';
import type { ReadPages } from './database/readPages';
import { readPagesAhead } from './database/readPagesAhead';
import type { SqlEngine } from './database/sqlEngine';
import type { FilePort } from './files/filePort';
import type { Namespace } from './namespace/namespace';
import { dataFile } from './namespace/namespaceFiles';
import { openNamespace } from './namespace/openNamespace';
import { peekTotals } from './namespace/peekTotals';
import { guardFiles, StoreError } from './storeError';
import type { Notice } from './storeNotice';

/** Every namespace of a store; each is loaded when it is first used. */
export interface NamespaceTable {
  /** Takes the catalogue's namespaces; only those can be found. */
  adopt(catalogue: Catalogue): void;
  entry(id: string): CatalogueNamespace;
  folderOf(id: string): string;
  /** @throws KvError `NAMESPACE_GONE` or StoreError `STORE_FAILED` */
  find(id: string): Namespace;
  /** Whether the catalogue has it or not; `ahead` is its snapshot, where it has been read. */
  open(id: string, ahead?: ReadPages | null): Namespace;
  /** Whether its first use would have to load it. */
  isToLoad(id: string): boolean;
  /** Loads it ahead of its first use, while others are used. */
  load(id: string): Promise<void>;
  /** Only where it has been loaded. */
  loaded(id: string): Namespace | undefined;
  readonly loadedIds: readonly string[];
  totals(id: string): { readonly records: number; readonly bytes: number };
  accountBytes(account: string): number;
  /** Throws KvError `ACCOUNT_FULL` where the account of a namespace has no such room. */
  admit(id: string, growthBytes: number): void;
  forget(id: string): Namespace | undefined;
  /** From now on nothing is loaded: it would be left open. */
  seal(): void;
}

interface TableParts {
  readonly namespacesFolder: string;
  readonly files: FilePort;
  readonly accountBytesMax: number;
  readonly engine: () => SqlEngine;
  readonly notify: (notice: Notice) => void;
}

/** A table without namespaces. */
export function createNamespaceTable(parts: TableParts): NamespaceTable {
  const { namespacesFolder, files, accountBytesMax, notify } = parts;
  const loaded = new Map<string, Namespace>();
  const peeked = new Map<string, { records: number; bytes: number }>();
  let isSealed = false;
  let known = new Map<string, { readonly account: string; readonly entry: CatalogueNamespace }>();

  const table: NamespaceTable = {
    adopt({ accounts }) {
      known = new Map(
        accounts.flatMap(({ name, namespaces }) =>
          namespaces.map((entry) => [entry.id, { account: name, entry }] as const),
        ),
      );
    },
    entry(id) {
      const found = known.get(id);
      if (found) return found.entry;
      throw new KvError('NAMESPACE_GONE', 'The namespace of this binding no longer exists');
    },
    folderOf: (id) => path.join(namespacesFolder, id),
    find(id) {
      const namespace = loaded.get(id);
      if (namespace) return namespace;
      table.entry(id);
      return openKnown(id);
    },
    isToLoad: (id) => !loaded.has(id) && known.has(id) && !isSealed,
    async load(id) {
      if (!table.isToLoad(id)) return;
      const file = dataFile(table.folderOf(id));
      const ahead = await guardFiles(file, () => readPagesAhead(file));
      // A call that cannot wait may have loaded it meanwhile, or it has been deleted.
      if (table.isToLoad(id)) openKnown(id, ahead);
    },
    open(id, ahead) {
      if (isSealed) {
        throw new StoreError(
          'STORE_FAILED',
          l10n.t('The store is being closed. Wait until it is open again, then try once more.'),
        );
      }
      const namespace = openNamespace(
        {
          engine: parts.engine(),
          files,
          notify,
          admit: (growth) => {
            table.admit(id, growth);
          },
        },
        table.folderOf(id),
        ahead,
      );
      loaded.set(id, namespace);
      peeked.delete(id);
      return namespace;
    },
    loaded: (id) => loaded.get(id),
    get loadedIds() {
      return [...loaded.keys()];
    },
    totals(id) {
      const state = loaded.get(id)?.state ?? peeked.get(id);
      const { records, bytes } = state ?? peek(id) ?? table.find(id).state;
      if (!loaded.has(id)) peeked.set(id, { records, bytes });
      return { records, bytes };
    },
    accountBytes(account) {
      let sum = 0;
      for (const [id, owner] of known) {
        if (owner.account === account) sum += table.totals(id).bytes;
      }
      return sum;
    },
    admit(id, growthBytes) {
      if (growthBytes <= roomOf(id)) return;
      throw accountFull(accountBytesMax - roomOf(id), accountBytesMax, growthBytes);
    },
    forget(id) {
      const namespace = loaded.get(id);
      loaded.delete(id);
      peeked.delete(id);
      return namespace;
    },
    seal() {
      isSealed = true;
    },
  };
  return table;

  function openKnown(id: string, ahead?: ReadPages | null): Namespace {
    const opened = table.open(id, ahead);
    const { account, entry } = known.get(id) ?? {};
    if (!opened.state.identity && account !== undefined && entry) {
      opened.identify({ id, account, name: entry.name });
    }
    return opened;
  }

  function peek(id: string): { records: number; bytes: number } | null {
    const folder = table.folderOf(id);
    return fs.existsSync(folder) ? guardFiles(folder, () => peekTotals(folder)) : null;
  }

  function roomOf(id: string): number {
    const account = known.get(id)?.account;
    if (account === undefined) return Infinity;
    return accountBytesMax - table.accountBytes(account);
  }
}
