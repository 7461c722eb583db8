import * as vscode from 'vscode';
import type { RecordRef } from '../../rpc/emulatorData';
import type { EmulatorChange } from '../../rpc/emulatorEvents';
import type { EmulatorService } from '../services';
import { toFileSystemError } from './recordError';
import { recordInfo, touchesRecord } from './recordInfo';
import { parseRecordPath, recordScheme } from './recordUri';

/** Changes of records that somebody looks at, as VS Code is told of changes of files. */
export interface RecordChanges extends vscode.Disposable {
  readonly onDidChange: vscode.Event<vscode.FileChangeEvent[]>;
  /** Tells of this record until disposed; open text documents are always told of. */
  follow(uri: vscode.Uri): vscode.Disposable;
}

export function createRecordChanges(emulator: EmulatorService): RecordChanges {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const followed = new Map<string, { readonly uri: vscode.Uri; count: number }>();
  const gone = new Set<string>();
  const subscription = emulator.onDidChange((changes) => void announce(changes));

  async function announce(changes: readonly EmulatorChange[]): Promise<void> {
    const events: vscode.FileChangeEvent[] = [];
    for (const uri of openUris()) {
      const target = parseRecordPath(uri.path);
      if (target?.kind !== 'record') continue;
      if (!changes.some((change) => touchesRecord(change, target))) continue;
      const type = await changeType(uri, target);
      if (type !== undefined) events.push({ type, uri });
    }
    if (events.length > 0) changed.fire(events);
  }

  async function changeType(uri: vscode.Uri, target: RecordRef) {
    const info = await emulator
      .api()
      .then((api) => recordInfo(api, target))
      .catch((error: unknown) => {
        const known = toFileSystemError(error);
        const isGone = known instanceof vscode.FileSystemError && known.code === 'FileNotFound';
        return isGone ? null : undefined;
      });
    if (info === undefined) return undefined;
    if (info === null) {
      gone.add(uri.path);
      return vscode.FileChangeType.Deleted;
    }
    return gone.delete(uri.path) ? vscode.FileChangeType.Created : vscode.FileChangeType.Changed;
  }

  function openUris(): Iterable<vscode.Uri> {
    const open = new Map<string, vscode.Uri>();
    for (const [id, { uri }] of followed) open.set(id, uri);
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === recordScheme) open.set(uri.toString(), uri);
    }
    return open.values();
  }

  return {
    onDidChange: changed.event,
    follow(uri) {
      const id = uri.toString();
      const entry = followed.get(id) ?? { uri, count: 0 };
      entry.count += 1;
      followed.set(id, entry);
      let ended = false;
      return new vscode.Disposable(() => {
        if (ended) return;
        ended = true;
        entry.count -= 1;
        if (entry.count === 0) followed.delete(id);
      });
    },
    dispose() {
      subscription.dispose();
      changed.dispose();
    },
  };
}
