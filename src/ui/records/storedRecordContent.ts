import * as vscode from 'vscode';
import type { RecordRef } from '../../rpc/emulatorData';
import type { Services } from '../services';
import { recordOf, recordUri } from './recordFileSystem';
import { touchesRecord } from './recordInfo';
import { recordPath, storedRecordScheme } from './recordUri';

/** Serves what is stored now, read-only, as the left side of a comparison. */
export function registerStoredRecordContent(services: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const subscription = services.emulator.onDidChange((changes) => {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme !== storedRecordScheme) continue;
      const record = recordOf(uri);
      if (changes.some((change) => touchesRecord(change, record))) changed.fire(uri);
    }
  });
  const registration = vscode.workspace.registerTextDocumentContentProvider(storedRecordScheme, {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri) {
      const api = await services.emulator.api();
      const record = await api.getRecord(recordOf(uri));
      return record ? new TextDecoder().decode(record.value) : '';
    },
  });
  return vscode.Disposable.from(registration, subscription, changed);
}

/** Opens the difference between what is stored and what the editor holds. */
export async function compareWithStored(record: RecordRef): Promise<void> {
  const stored = vscode.Uri.from({ scheme: storedRecordScheme, path: recordPath(record) });
  const title = vscode.l10n.t('{0} (stored ↔ in the editor)', record.key);
  await vscode.commands.executeCommand('vscode.diff', stored, recordUri(record), title);
}
