import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { RecordRef } from '../../rpc/emulatorData';
import { EmulatorError } from '../../rpc/emulatorError';
import { offerUndo } from '../offerUndo';
import { confirm } from '../prompts/confirm';
import { keyTakenSentence } from '../prompts/recordSteps';
import { formatNumber } from '../tree/format';
import type { CommandContext } from './commandContext';

/** Keys that a confirmation names before it only counts. */
const named = 10;

/** What may be kept in memory for as long as a message offers to undo. */
const keptBytesMax = 32 * 1024 * 1024;

interface KeptRecord extends RecordRef {
  readonly value: Uint8Array;
}

/** Deletes records once a person has confirmed how many, and offers to take it back. */
export async function deleteRecords(
  { services }: CommandContext,
  records: readonly RecordRef[],
): Promise<void> {
  const [first] = records;
  if (!first) return;
  const api = await services.emulator.api();
  const canUndo = await canBeKept(api, records);
  const sure = await confirm(
    records.length === 1
      ? vscode.l10n.t('Delete the record "{0}" of "{1}"?', first.key, first.namespace)
      : vscode.l10n.t('Delete {0} records?', counted(records)),
    details(records, canUndo),
    vscode.l10n.t('Delete'),
  );
  if (!sure) return;
  const kept: KeptRecord[] = [];
  try {
    for (const record of records) {
      // Not what was read for the question: functions may have written meanwhile.
      const found = canUndo ? await api.getRecord(record) : null;
      await api.deleteRecord(record);
      if (found) kept.push({ ...record, value: found.value });
    }
  } finally {
    if (kept.length > 0) {
      offerUndo(services.log, doneSentence(kept), async () => {
        await putBack(await services.emulator.api(), kept);
      });
    }
  }
}

async function canBeKept(api: EmulatorApi, records: readonly RecordRef[]): Promise<boolean> {
  let bytes = 0;
  for (const record of records) {
    bytes += (await api.getRecord(record))?.size ?? 0;
    if (bytes > keptBytesMax) return false;
  }
  return true;
}

/** A key that was written again meanwhile keeps its new value. */
async function putBack(api: EmulatorApi, records: readonly KeptRecord[]): Promise<void> {
  const taken: string[] = [];
  for (const { account, namespace, key, value } of records) {
    try {
      await api.putRecord({ account, namespace, key, value, ifVersion: null });
    } catch (error) {
      const isTaken = error instanceof EmulatorError && error.code === 'VERSION_CHANGED';
      if (!isTaken) throw error;
      taken.push(key);
    }
  }
  if (taken.length > 0) throw new Error(taken.map(keyTakenSentence).join(' '));
}

function details(records: readonly RecordRef[], canUndo: boolean): string {
  const lasting = canUndo
    ? vscode.l10n.t('Edge nodes may serve old values until their cache entries expire.')
    : vscode.l10n.t(
        'This cannot be undone. Edge nodes may serve the old values until their cache entries expire.',
      );
  if (records.length === 1) return lasting;
  const keys = records.slice(0, named).map(({ key }) => key);
  const more = records.length > named ? ['…'] : [];
  return [...keys, ...more, '', lasting].join('\n');
}

function doneSentence(records: readonly RecordRef[]): string {
  const [only] = records;
  return only && records.length === 1
    ? vscode.l10n.t('Deleted the record "{0}" of "{1}".', only.key, only.namespace)
    : vscode.l10n.t('Records deleted: {0}.', counted(records));
}

function counted(records: readonly RecordRef[]): string {
  return formatNumber(records.length, vscode.env.language);
}
