import * as vscode from 'vscode';
import type { NamespaceRef } from '../../rpc/emulatorData';
import { back } from '../prompts/answer';
import { inputText } from '../prompts/inputText';
import {
  loadNamespaceChoices,
  namespaceSteps,
  onlyNamespace,
  settleNamespace,
  type NamespaceAnswers,
} from '../prompts/namespaceSteps';
import { inputFreeKey } from '../prompts/recordSteps';
import { runSteps, type Step } from '../prompts/runSteps';
import type { CommandContext } from './commandContext';

interface RecordAnswers extends NamespaceAnswers {
  readonly key: string;
  readonly value: string;
}

/** Asks for namespace, key and value, stores the record and opens it. */
export async function addRecord(
  { services, tree }: CommandContext,
  asked: NamespaceRef | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const choices = await loadNamespaceChoices(api);
  const given = asked ?? onlyNamespace(choices);
  const key: Step<RecordAnswers> = async (frame, answers) => {
    const namespace = typeof answers.target === 'object' ? answers.target : undefined;
    const { profile } = services.settings;
    const text = await inputFreeKey(frame, api, {
      prompt: namespace
        ? vscode.l10n.t('Key of the new record in "{0}", at most 512 bytes', namespace.namespace)
        : vscode.l10n.t('Key of the new record, at most 512 bytes'),
      ...{ profile, namespace },
      value: answers.key ?? '',
    });
    return text === undefined || text === back ? text : { key: text };
  };
  const value: Step<RecordAnswers> = async (frame, answers) => {
    const text = await inputText(frame, {
      prompt: vscode.l10n.t('Value; it may stay empty, the editor opens next'),
      value: answers.value ?? '',
      problem: () => undefined,
    });
    return text === undefined || text === back ? text : { value: text };
  };
  const answers = await runSteps<RecordAnswers>(
    vscode.l10n.t('Add Record'),
    given ? { target: given } : {},
    (known) => [...(given ? [] : namespaceSteps(choices, known)), key, value],
  );
  if (answers?.key === undefined || answers.value === undefined) return;
  const namespace = await settleNamespace(api, answers);
  const record = { ...namespace, key: answers.key };
  // Someone may have put the key since it was found to be free.
  const bytes = new TextEncoder().encode(answers.value);
  await api.putRecord({ ...record, value: bytes, ifVersion: null });
  await tree.reveal({ kind: 'record', ...record });
  await services.openRecord(record);
}
