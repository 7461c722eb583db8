import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import { back } from '../prompts/answer';
import { confirm } from '../prompts/confirm';
import { inputText } from '../prompts/inputText';
import { accountNameSentence } from '../prompts/nameProblems';
import { pickOne } from '../prompts/pickOne';
import { runSteps } from '../prompts/runSteps';
import { renameWithEditors } from '../records/renameWithEditors';
import { chosenElements, elementOf, elementsOf } from '../tree/elements';
import { formatNumber } from '../tree/format';
import type { ViewElement } from '../viewElement';
import { command, type CommandContext } from './commandContext';
import { accountSchema, renameAccountSchema } from './schemas';

/** Open, rename and delete accounts. */
export function registerAccountCommands(context: CommandContext): vscode.Disposable {
  const { services, tree } = context;
  const { emulator } = services;
  return vscode.Disposable.from(
    command(context, 'createAccount', {
      schema: accountSchema,
      async scripted({ name }) {
        const account = await (await emulator.api()).createAccount({ name });
        return { name: account.name };
      },
      async interactive() {
        const api = await emulator.api();
        const taken = (await api.listAccounts()).map((account) => account.name);
        const name = await inputText(
          { title: vscode.l10n.t('Open Account'), step: 1, totalSteps: 1 },
          {
            prompt: vscode.l10n.t('Name of the new account'),
            problem: (text) => accountNameSentence(text, taken),
          },
        );
        if (name === undefined || name === back) return;
        await api.createAccount({ name });
        await tree.reveal({ kind: 'account', account: name });
      },
    }),
    command(context, 'renameAccount', {
      schema: renameAccountSchema,
      async scripted(request) {
        return { name: (await (await emulator.api()).renameAccount(request)).name };
      },
      interactive: (element) => renameInteractively(context, element),
    }),
    command(context, 'deleteAccount', {
      schema: accountSchema,
      async scripted({ name }) {
        return (await emulator.api()).deleteAccount({ name });
      },
      interactive: (element, selection) => deleteInteractively(context, element, selection),
    }),
  );
}

async function renameInteractively(
  { services, tree }: CommandContext,
  element: ViewElement | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const names = (await api.listAccounts()).map((account) => account.name);
  const given = elementOf(element, 'account')?.account;
  const answers = await runSteps<{ name: string; newName: string }>(
    vscode.l10n.t('Rename Account'),
    given === undefined ? {} : { name: given },
    () => [
      ...(given === undefined ? [pickAccountStep(names)] : []),
      async (frame, { name = '' }) => {
        const newName = await inputText(frame, {
          prompt: vscode.l10n.t('New name of the account "{0}"', name),
          value: name,
          problem: (text) =>
            accountNameSentence(
              text,
              names.filter((other) => other !== name),
            ),
        });
        return newName === undefined || newName === back ? newName : { newName };
      },
    ],
  );
  if (answers?.name === undefined || answers.newName === undefined) return;
  if (answers.name === answers.newName) return;
  const { name, newName } = answers;
  await renameWithEditors(
    services,
    (record) => record.account === name,
    ({ namespace, key }) => ({ account: newName, namespace, key }),
    () => api.renameAccount({ name, newName }),
  );
  await tree.reveal({ kind: 'account', account: answers.newName });
}

/** Each account is confirmed on its own; the first "no" ends it. */
async function deleteInteractively(
  { services }: CommandContext,
  element: ViewElement | undefined,
  selection: readonly ViewElement[] | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const given = elementsOf(chosenElements(element, selection), 'account');
  if (given.length === 0) {
    const names = (await api.listAccounts()).map((account) => account.name);
    const answers = await runSteps<{ name: string }>(vscode.l10n.t('Delete Account'), {}, () => [
      pickAccountStep(names),
    ]);
    if (answers?.name !== undefined) await deleteConfirmed(api, answers.name);
    return;
  }
  for (const { account } of given) if (!(await deleteConfirmed(api, account))) return;
}

async function deleteConfirmed(api: EmulatorApi, name: string): Promise<boolean> {
  const namespaces = await api.listNamespaces({ account: name });
  const bindings = (await api.listBindings({})).filter(({ account }) => account === name);
  const records = namespaces.reduce((sum, namespace) => sum + namespace.records, 0);
  const locale = vscode.env.language;
  const sure = await confirm(
    vscode.l10n.t('Delete the account "{0}"?', name),
    vscode.l10n.t(
      'This also deletes its namespaces ({0}), records ({1}) and bindings ({2}). It cannot be undone.',
      formatNumber(namespaces.length, locale),
      formatNumber(records, locale),
      formatNumber(bindings.length, locale),
    ),
    vscode.l10n.t('Delete Account'),
  );
  if (sure) await api.deleteAccount({ name });
  return sure;
}

function pickAccountStep(names: readonly string[]) {
  return async (frame: Parameters<typeof inputText>[0]) => {
    if (names.length === 0) throw new Error(vscode.l10n.t('There is no account yet. Open one.'));
    const name = await pickOne<string>(frame, {
      placeholder: vscode.l10n.t('Select an account'),
      choices: () => names.map((one) => ({ label: one, icon: 'account', value: one })),
    });
    return name === undefined || name === back ? name : { name };
  };
}
