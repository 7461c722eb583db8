import * as vscode from 'vscode';
import type { RecordRef } from '../../rpc/emulatorData';
import type { Services } from '../services';
import { openRecords } from './openRecords';
import { recordUri } from './recordFileSystem';
import { recordPath } from './recordUri';
import { binaryEditorType, textEditorType } from './textRecordEditor';
import { isTextValue } from './textValue';

/** Opens a record in the editor that fits its value. */
export async function openRecord(
  services: Pick<Services, 'emulator'>,
  record: RecordRef,
  { preview = false }: { readonly preview?: boolean } = {},
): Promise<void> {
  const { account, namespace, key } = record;
  const api = await services.emulator.api();
  const stored = await api.getRecord({ account, namespace, key });
  if (!stored) {
    throw new Error(vscode.l10n.t('There is no record "{0}" in {1}/{2}.', key, account, namespace));
  }
  const uri = recordUri(record);
  const shown = { preview, preserveFocus: preview };
  const open = openEditor(record);
  if (open) {
    const { type, viewColumn } = open;
    await vscode.commands.executeCommand('vscode.openWith', uri, type, { ...shown, viewColumn });
    return;
  }
  const isText = isTextValue(stored.value);
  // Opened first with its encoding: `files.encoding` may say another one, which would damage it.
  if (isText) await openAsUtf8(uri);
  const type = isText ? textEditorType : binaryEditorType;
  await vscode.commands.executeCommand('vscode.openWith', uri, type, shown);
}

/** The editor that a record is open in already, one of the active column first. */
function openEditor(
  record: RecordRef,
): { type: string; viewColumn: vscode.ViewColumn } | undefined {
  const path = recordPath(record);
  const tabs = openRecords()
    .filter((open) => recordPath(open.record) === path)
    .map(({ tab }) => tab);
  const tab = tabs.find(({ group }) => group.isActive) ?? tabs[0];
  if (!tab) return undefined;
  const type = tab.input instanceof vscode.TabInputCustom ? tab.input.viewType : 'default';
  return { type, viewColumn: tab.group.viewColumn };
}

/** Loads a record's text as what it is, whatever `files.encoding` says. */
export async function openAsUtf8(uri: vscode.Uri): Promise<void> {
  // VS Code refuses to open unsaved text anew; it has its encoding already.
  const isUnsaved = vscode.workspace.textDocuments.some(
    (open) => open.isDirty && open.uri.toString() === uri.toString(),
  );
  if (isUnsaved) return;
  const document = await vscode.workspace.openTextDocument(uri, { encoding: 'utf8' });
  // Where this language is known, its defaults keep "insert final newline" and the like away.
  const languages = await vscode.languages.getLanguages();
  if (document.languageId === 'plaintext' && languages.includes('pages-kv-value')) {
    await vscode.languages.setTextDocumentLanguage(document, 'pages-kv-value');
  }
}
