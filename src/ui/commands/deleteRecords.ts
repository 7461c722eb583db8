import * as vscode from 'vscode';
import type { RecordRef } from '../../rpc/emulatorData';
import { confirm } from '../prompts/confirm';
import { formatNumber } from '../tree/format';
import type { CommandContext } from './commandContext';

/** Keys that a confirmation names before it only counts. */
const named = 10;

/** Deletes records once a person has confirmed how many. */
export async function deleteRecords(
  { services }: CommandContext,
  records: readonly RecordRef[],
): Promise<void> {
  const [first] = records;
  if (!first) return;
  const api = await services.emulator.api();
  const count = formatNumber(records.length, vscode.env.language);
  const sure = await confirm(
    records.length === 1
      ? vscode.l10n.t('Delete the record "{0}" of "{1}"?', first.key, first.namespace)
      : vscode.l10n.t('Delete {0} records?', count),
    details(records),
    vscode.l10n.t('Delete'),
  );
  if (!sure) return;
  for (const record of records) await api.deleteRecord(record);
}

function details(records: readonly RecordRef[]): string {
  if (records.length === 1) {
    return vscode.l10n.t(
      'It cannot be undone. Edge nodes may serve the old value until their cache entry expires.',
    );
  }
  const lasting = vscode.l10n.t(
    'This cannot be undone. Edge nodes may serve the old values until their cache entries expire.',
  );
  const keys = records.slice(0, named).map(({ key }) => key);
  const more = records.length > named ? ['…'] : [];
  return [...keys, ...more, '', lasting].join('\n');
}
