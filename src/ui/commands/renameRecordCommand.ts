import * as vscode from 'vscode';
import type { RecordRef } from '../../rpc/emulatorData';
import { EmulatorError } from '../../rpc/emulatorError';
import { askAndReport } from '../command';
import { back } from '../prompts/answer';
import { inputFreeKey, keyTakenSentence } from '../prompts/recordSteps';
import { renameWithEditors } from '../records/renameWithEditors';
import type { Services } from '../services';
import { elementOf } from '../tree/elements';
import { command, type CommandContext } from './commandContext';
import { askRecord, namespaceOf } from './recordCommands';
import { renameRecordSchema } from './schemas';

/** Moves a value to another key. */
export function registerRenameRecord(context: CommandContext): vscode.Disposable {
  const { services, tree } = context;

  async function rename(record: RecordRef, newKey: string): Promise<RecordRef> {
    const renamed = { ...record, key: newKey };
    await renameWithEditors(
      services,
      ({ account, namespace, key }) =>
        account === record.account && namespace === record.namespace && key === record.key,
      () => renamed,
      () => moveRecord(services, record, newKey),
    );
    await tree.reveal({ kind: 'record', ...renamed });
    return renamed;
  }

  return command(context, 'renameRecord', {
    schema: renameRecordSchema,
    async scripted({ newKey, ...record }) {
      await moveRecord(services, record, newKey);
      return { key: newKey };
    },
    async interactive(element) {
      const title = vscode.l10n.t('Rename Record');
      const given = elementOf(element, 'record');
      const asked = given ?? (await askRecord(context, title, namespaceOf(element)));
      if (!asked) return;
      const { account, namespace, key } = asked;
      const record = { account, namespace, key };
      const newKey = await inputFreeKey(
        { title, step: 1, totalSteps: 1 },
        await services.emulator.api(),
        {
          ...{ namespace: record, value: key, own: key, profile: services.settings.profile },
          prompt: vscode.l10n.t('New key of the record "{0}"', key),
        },
      );
      if (newKey === undefined || newKey === back || newKey === key) return;
      const renamed = await rename(record, newKey);
      offerUndo(key, newKey, async () => {
        await rename(renamed, key);
      });
    },
  });

  function offerUndo(key: string, newKey: string, takeBack: () => Promise<void>): void {
    const undo = vscode.l10n.t('Undo');
    const message = vscode.l10n.t(
      'Renamed "{0}" to "{1}". Functions that read the old key find nothing, once their edge node asks the central store.',
      ...[key, newKey],
    );
    void vscode.window.showInformationMessage(message, undo).then(async (choice) => {
      if (choice === undo) await askAndReport(services.log, 'renameRecord', takeBack);
    });
  }
}

/** KV has no renaming: the value is put under the new key, and then the old one is deleted. */
async function moveRecord(
  { emulator }: Services,
  { account, namespace, key }: RecordRef,
  newKey: string,
): Promise<void> {
  const api = await emulator.api();
  const record = await api.getRecord({ account, namespace, key });
  if (!record) {
    throw new Error(vscode.l10n.t('There is no record "{0}" in {1}/{2}.', key, account, namespace));
  }
  if (newKey === key) return;
  try {
    await api.putRecord({ account, namespace, key: newKey, value: record.value, ifVersion: null });
  } catch (error) {
    const isTaken = error instanceof EmulatorError && error.code === 'VERSION_CHANGED';
    throw isTaken ? new Error(keyTakenSentence(newKey), { cause: error }) : error;
  }
  await api.deleteRecord({ account, namespace, key });
}
