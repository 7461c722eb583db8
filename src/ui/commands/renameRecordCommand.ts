import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { RecordRef } from '../../rpc/emulatorData';
import { EmulatorError } from '../../rpc/emulatorError';
import { offerUndo } from '../offerUndo';
import { back } from '../prompts/answer';
import { recordIn, recordQuestions, type RecordAnswers } from '../prompts/recordQuestions';
import { inputFreeKey, keyTakenSentence } from '../prompts/recordSteps';
import { runSteps, type Step } from '../prompts/runSteps';
import { renameWithEditors } from '../records/renameWithEditors';
import type { Services } from '../services';
import { elementOf } from '../tree/elements';
import { command, type CommandContext } from './commandContext';
import { namespaceOf } from './recordCommands';
import { renameRecordSchema } from './schemas';

type RenameAnswers = RecordAnswers & { readonly newKey: string };

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
      const api = await services.emulator.api();
      const given = elementOf(element, 'record');
      const { known, steps } = await recordQuestions(api, given, namespaceOf(element));
      const answers = await runSteps<RenameAnswers>(title, known, () => [
        ...steps,
        newKeyStep(api),
      ]);
      const record = answers && recordIn(answers);
      const { newKey } = answers ?? {};
      if (!record || newKey === undefined || newKey === record.key) return;
      const { key } = record;
      const renamed = await rename(record, newKey);
      const done = vscode.l10n.t(
        'Renamed "{0}" to "{1}". Functions that read the old key find nothing, once their edge node asks the central store.',
        ...[key, newKey],
      );
      offerUndo(services.log, done, async () => {
        await rename(renamed, key);
      });
    },
  });

  function newKeyStep(api: EmulatorApi): Step<RenameAnswers> {
    return async (frame, answers) => {
      const record = recordIn(answers);
      if (!record) return back;
      const { key } = record;
      const newKey = await inputFreeKey(frame, api, {
        ...{ namespace: record, value: key, own: key, profile: services.settings.profile },
        prompt: vscode.l10n.t('New key of the record "{0}"', key),
      });
      return newKey === undefined || newKey === back ? newKey : { newKey };
    };
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
