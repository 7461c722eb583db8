import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { NamespaceRef } from '../../rpc/emulatorData';
import { back } from '../prompts/answer';
import { confirm } from '../prompts/confirm';
import { inputText } from '../prompts/inputText';
import { namespaceNameSentence } from '../prompts/nameProblems';
import {
  existingNamespaceStep,
  loadNamespaceChoices,
  newNamespaceSteps,
  noNamespace,
  onlyNamespace,
  settleNamespace,
  type NamespaceAnswers,
} from '../prompts/namespaceSteps';
import { runSteps } from '../prompts/runSteps';
import { renameWithEditors } from '../records/renameWithEditors';
import { chosenElements, elementOf, elementsOf } from '../tree/elements';
import { formatNumber } from '../tree/format';
import type { ViewElement } from '../viewElement';
import { command, type CommandContext } from './commandContext';
import { namespaceOf } from './recordCommands';
import { namespaceSchema, renameNamespaceSchema } from './schemas';

/** Create, rename and delete namespaces. */
export function registerNamespaceCommands(context: CommandContext): vscode.Disposable {
  const { emulator } = context.services;
  return vscode.Disposable.from(
    command(context, 'createNamespace', {
      schema: namespaceSchema,
      async scripted(request) {
        const { account, name } = await (await emulator.api()).createNamespace(request);
        return { account, name };
      },
      interactive: (element) => createInteractively(context, element),
    }),
    command(context, 'renameNamespace', {
      schema: renameNamespaceSchema,
      async scripted(request) {
        const { account, name } = await (await emulator.api()).renameNamespace(request);
        return { account, name };
      },
      interactive: (element) => renameInteractively(context, element),
    }),
    command(context, 'deleteNamespace', {
      schema: namespaceSchema,
      async scripted(request) {
        await (await emulator.api()).deleteNamespace(request);
        return request;
      },
      interactive: (element, selection) => deleteInteractively(context, element, selection),
    }),
  );
}

async function createInteractively(
  { services, tree }: CommandContext,
  element: ViewElement | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const choices = await loadNamespaceChoices(api);
  const given = elementOf(element, 'account')?.account ?? onlyOne(choices.accounts);
  const answers = await runSteps<NamespaceAnswers>(
    vscode.l10n.t('Create Namespace'),
    { target: 'new', ...(given === undefined ? {} : { account: given }) },
    (known) => newNamespaceSteps(choices, known, given),
  );
  if (!answers) return;
  await tree.reveal({ kind: 'namespace', ...(await settleNamespace(api, answers)) });
}

async function renameInteractively(
  { services, tree }: CommandContext,
  element: ViewElement | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const title = vscode.l10n.t('Rename Namespace');
  const choices = await loadNamespaceChoices(api);
  const given = namespaceOf(element) ?? onlyNamespace(choices);
  const answers = await runSteps<NamespaceAnswers>(title, given ? { target: given } : {}, () => [
    ...(given ? [] : [existingNamespaceStep(choices)]),
    async (frame, { target }) => {
      const { account, namespace } = typeof target === 'object' ? target : noNamespace();
      const taken = choices.namespaces
        .filter((one) => one.account === account && one.name !== namespace)
        .map(({ name }) => name);
      const name = await inputText(frame, {
        prompt: vscode.l10n.t('New name of the namespace "{0}"', namespace),
        value: namespace,
        problem: (text) => namespaceNameSentence(text, taken),
      });
      return name === undefined || name === back ? name : { namespaceName: name };
    },
  ]);
  if (typeof answers?.target !== 'object' || answers.namespaceName === undefined) return;
  const { account, namespace } = answers.target;
  const newName = answers.namespaceName;
  if (newName === namespace) return;
  await renameWithEditors(
    services,
    (record) => record.account === account && record.namespace === namespace,
    ({ key }) => ({ account, namespace: newName, key }),
    () => api.renameNamespace({ account, name: namespace, newName }),
  );
  await tree.reveal({ kind: 'namespace', account, namespace: newName });
}

/** Each namespace is confirmed on its own; the first "no" ends it. */
async function deleteInteractively(
  { services }: CommandContext,
  element: ViewElement | undefined,
  selection: readonly ViewElement[] | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const given = elementsOf(chosenElements(element, selection), 'namespace');
  if (given.length === 0) {
    const target = await askNamespace(api, vscode.l10n.t('Delete Namespace'));
    if (target) await deleteConfirmed(api, target);
    return;
  }
  for (const namespace of given) if (!(await deleteConfirmed(api, namespace))) return;
}

async function deleteConfirmed(
  api: EmulatorApi,
  { account, namespace }: NamespaceRef,
): Promise<boolean> {
  const bindings = await api.listBindings({ account, namespace });
  const info = (await api.listNamespaces({ account })).find(({ name }) => name === namespace);
  const locale = vscode.env.language;
  const sure = await confirm(
    vscode.l10n.t('Delete the namespace "{0}" of the account "{1}"?', namespace, account),
    vscode.l10n.t(
      'This also deletes its records ({0}) and bindings ({1}). It cannot be undone.',
      formatNumber(info?.records ?? 0, locale),
      formatNumber(bindings.length, locale),
    ),
    vscode.l10n.t('Delete Namespace'),
  );
  if (sure) await api.deleteNamespace({ account, name: namespace });
  return sure;
}

/** Lets a person pick a namespace; where there is none, the next step is named. */
export async function askNamespace(
  api: EmulatorApi,
  title: string,
): Promise<NamespaceRef | undefined> {
  const choices = await loadNamespaceChoices(api);
  if (choices.namespaces.length === 0) noNamespace();
  const only = onlyNamespace(choices);
  if (only) return only;
  const answers = await runSteps<NamespaceAnswers>(title, {}, () => [
    existingNamespaceStep(choices),
  ]);
  return typeof answers?.target === 'object' ? answers.target : undefined;
}

function onlyOne(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}
