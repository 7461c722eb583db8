import * as vscode from 'vscode';
import type { RecordRef } from '../../rpc/emulatorData';
import type { Services } from '../services';
import { openRecords } from './openRecords';

/**
 * Renames an account or a namespace together with the editors that are open on its records.
 *
 * @param belongs whether a record lies in what is renamed
 * @param renamed the same record under the new name
 * @throws Error where an editor has unsaved changes, before anything is renamed: their address
 *   would be gone
 */
export async function renameWithEditors(
  services: Services,
  belongs: (record: RecordRef) => boolean,
  renamed: (record: RecordRef) => RecordRef,
  rename: () => Promise<unknown>,
): Promise<void> {
  const open = openRecords().filter(({ record }) => belongs(record));
  const unsaved = open.filter(({ tab }) => tab.isDirty);
  if (unsaved.length > 0) {
    const keys = unsaved.map(({ record }) => record.key).join(', ');
    throw new Error(
      vscode.l10n.t('Save or close these records first, they have unsaved changes: {0}.', keys),
    );
  }
  await rename();
  await vscode.window.tabGroups.close(
    open.map(({ tab }) => tab),
    true,
  );
  for (const { record } of open) await services.openRecord(renamed(record));
}
