import * as vscode from 'vscode';
import type { RecordRef } from '../../rpc/emulatorData';
import type { Services } from '../services';
import { createRecordChanges, type RecordChanges } from './recordChanges';
import { changedMeanwhile, toFileSystemError } from './recordError';
import { recordInfo } from './recordInfo';
import { escapeAccount, escapeName, parseRecordPath, recordPath, recordScheme } from './recordUri';
import { StatBook } from './statBook';

type Entry = [string, vscode.FileType];

/** Records as files: `pageskv:/account/namespace/key`. Reads and writes the central store only. */
export class RecordFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #services: Services;
  readonly #book = new StatBook(Date.now);
  readonly #changes: RecordChanges;
  readonly #writtenVersions = new Map<string, number>();

  readonly onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]>;

  constructor(services: Services) {
    this.#services = services;
    this.#changes = createRecordChanges(services.emulator);
    this.onDidChangeFile = this.#changes.onDidChange;
  }

  watch(uri: vscode.Uri): vscode.Disposable {
    return this.follow(uri);
  }

  /** Tells of changes of this record until disposed; open text documents are always told of. */
  follow(uri: vscode.Uri): vscode.Disposable {
    return this.#changes.follow(uri);
  }

  /** The version that this window's last save of the record made. */
  writtenVersion(uri: vscode.Uri): number | undefined {
    return this.#writtenVersions.get(uri.path);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return this.#guard(async () => {
      const target = parseRecordPath(uri.path);
      const api = await this.#services.emulator.api();
      const folder = { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      switch (target?.kind) {
        case undefined:
          throw vscode.FileSystemError.FileNotFound(uri);
        case 'root':
          return folder;
        case 'account': {
          const accounts = await api.listAccounts();
          if (accounts.some((account) => account.name === target.account)) return folder;
          throw vscode.FileSystemError.FileNotFound(uri);
        }
        case 'namespace': {
          const namespaces = await api.listNamespaces({ account: target.account });
          if (namespaces.some(({ name }) => name === target.namespace)) return folder;
          throw vscode.FileSystemError.FileNotFound(uri);
        }
        case 'record': {
          const info = await recordInfo(api, target);
          if (info) {
            return { type: vscode.FileType.File, ctime: 0, ...this.#book.stat(uri.path, info) };
          }
          this.#book.missing(uri.path);
          throw missingRecord(target);
        }
        default:
          return target satisfies never;
      }
    });
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.#guard(async () => {
      const target = recordOf(uri);
      const api = await this.#services.emulator.api();
      const record = await api.getRecord(target);
      if (!record) throw missingRecord(target);
      return record.value;
    });
  }

  async readDirectory(uri: vscode.Uri): Promise<Entry[]> {
    return this.#guard(async () => {
      const target = parseRecordPath(uri.path);
      const api = await this.#services.emulator.api();
      const folder = ({ name }: { readonly name: string }): Entry => [
        escapeName(name),
        vscode.FileType.Directory,
      ];
      switch (target?.kind) {
        case undefined:
          throw vscode.FileSystemError.FileNotFound(uri);
        case 'root':
          return (await api.listAccounts()).map(({ name }) => [
            escapeAccount(name),
            vscode.FileType.Directory,
          ]);
        case 'account':
          return (await api.listNamespaces({ account: target.account })).map(folder);
        case 'namespace': {
          const { account, namespace } = target;
          const entries: Entry[] = [];
          let cursor: string | null = null;
          do {
            const position: { cursor?: string } = cursor === null ? {} : { cursor };
            const page = await api.listRecords({ account, namespace, limit: 1_000, ...position });
            for (const { key } of page.keys) entries.push([escapeName(key), vscode.FileType.File]);
            cursor = page.complete ? null : page.cursor;
          } while (cursor !== null);
          return entries;
        }
        case 'record':
          throw vscode.FileSystemError.FileNotADirectory(uri);
        default:
          return target satisfies never;
      }
    });
  }

  async writeFile(
    uri: vscode.Uri,
    value: Uint8Array,
    options: { readonly create: boolean; readonly overwrite: boolean },
  ): Promise<void> {
    return this.#guard(async () => {
      const target = recordOf(uri);
      const condition = this.#book.condition(uri.path);
      if (condition.kind === 'changed') throw changedMeanwhile();
      const api = await this.#services.emulator.api();
      const { account, namespace, key } = target;
      const info = await recordInfo(api, target);
      if (!info && !options.create) throw missingRecord(target);
      if (info && !options.overwrite) throw vscode.FileSystemError.FileExists(uri);
      // VS Code stats right before it saves and asks the person where the stamp differs; so what
      // was seen there is what they agreed to replace, and nothing newer.
      const expected = condition.kind === 'version' ? { ifVersion: condition.version } : {};
      const made = await api.putRecord({ account, namespace, key, value, ...expected });
      this.#book.written(uri.path, made.version);
      this.#writtenVersions.set(uri.path, made.version);
    });
  }

  async delete(uri: vscode.Uri): Promise<void> {
    return this.#guard(async () => {
      const target = recordOf(uri);
      const api = await this.#services.emulator.api();
      const { deleted } = await api.deleteRecord(target);
      if (!deleted) throw missingRecord(target);
    });
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions(
      vscode.l10n.t('Create accounts and namespaces in the Accounts view.'),
    );
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions(
      vscode.l10n.t('Rename records in the Accounts view.'),
    );
  }

  dispose(): void {
    this.#changes.dispose();
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toFileSystemError(error);
    }
  }
}

/** The address of a record in the file system. */
export function recordUri(record: RecordRef): vscode.Uri {
  return vscode.Uri.from({ scheme: recordScheme, path: recordPath(record) });
}

/** The record that an address names, or an error that says that it names none. */
export function recordOf(uri: vscode.Uri): RecordRef {
  const target = parseRecordPath(uri.path);
  if (target?.kind === 'record') {
    const { account, namespace, key } = target;
    return { account, namespace, key };
  }
  if (target) throw vscode.FileSystemError.FileIsADirectory(uri);
  throw vscode.FileSystemError.FileNotFound(uri);
}

function missingRecord({ account, namespace, key }: RecordRef): vscode.FileSystemError {
  return vscode.FileSystemError.FileNotFound(
    vscode.l10n.t('There is no record "{0}" in {1}/{2}.', key, account, namespace),
  );
}
