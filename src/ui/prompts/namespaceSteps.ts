import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { NamespaceInfo, NamespaceRef } from '../../rpc/emulatorData';
import { formatNumber } from '../tree/format';
import { back } from './answer';
import { inputText } from './inputText';
import { accountNameSentence, namespaceCountSentence, namespaceNameSentence } from './nameProblems';
import { pickOne, type Choice } from './pickOne';
import type { Step } from './runSteps';

/** What the steps below find out; what is new is created once all questions are answered. */
export interface NamespaceAnswers {
  readonly target: NamespaceRef | 'new';
  /** `null` for a new one. */
  readonly account: string | null;
  readonly accountName: string;
  readonly namespaceName: string;
}

/** What there is to choose from. */
export interface NamespaceChoices {
  readonly accounts: readonly string[];
  readonly namespaces: readonly NamespaceInfo[];
}

export async function loadNamespaceChoices(api: EmulatorApi): Promise<NamespaceChoices> {
  const accounts = (await api.listAccounts()).map(({ name }) => name);
  const namespaces = await Promise.all(accounts.map((account) => api.listNamespaces({ account })));
  return { accounts, namespaces: namespaces.flat() };
}

/** Picks a namespace, or gathers what a new one needs. */
export function namespaceSteps(
  choices: NamespaceChoices,
  answers: Partial<NamespaceAnswers>,
): readonly Step<NamespaceAnswers>[] {
  const steps: Step<NamespaceAnswers>[] = [];
  if (choices.namespaces.length > 0) steps.push(pickNamespace(choices));
  if (choices.namespaces.length === 0 || answers.target === 'new') {
    steps.push(...newNamespaceSteps(choices, answers));
  }
  return steps;
}

/** Gathers what a new namespace needs, a new account included. */
export function newNamespaceSteps(
  choices: NamespaceChoices,
  answers: Partial<NamespaceAnswers>,
  account?: string,
): readonly Step<NamespaceAnswers>[] {
  const steps: Step<NamespaceAnswers>[] = [];
  if (account === undefined && choices.accounts.length > 0) steps.push(pickAccount(choices));
  if (choices.accounts.length === 0 || answers.account === null) steps.push(nameAccount(choices));
  steps.push(nameNamespace(choices, account));
  return steps;
}

/** The one that nobody needs to be asked for; `undefined` where there is none, or several. */
export function onlyNamespace({ namespaces }: NamespaceChoices): NamespaceRef | undefined {
  const [only, second] = namespaces;
  return only && !second ? { account: only.account, namespace: only.name } : undefined;
}

/** The next step is named where there is nothing to pick from. */
export function noNamespace(): never {
  throw new Error(vscode.l10n.t('There is no namespace yet. Create one first.'));
}

/** Picks an existing namespace only. */
export function existingNamespaceStep(choices: NamespaceChoices): Step<NamespaceAnswers> {
  return async (frame) => {
    const target = await pickOne<NamespaceRef>(frame, {
      placeholder: vscode.l10n.t('Select a namespace'),
      choices: () => namespaceChoices(choices),
    });
    return target === undefined || target === back ? target : { target };
  };
}

/** Creates what is new. */
export async function settleNamespace(
  api: EmulatorApi,
  answers: Partial<NamespaceAnswers>,
): Promise<NamespaceRef> {
  if (typeof answers.target === 'object') return answers.target;
  const account = answers.account ?? answers.accountName ?? '';
  if (typeof answers.account !== 'string') await api.createAccount({ name: account });
  const { name } = await api.createNamespace({ account, name: answers.namespaceName ?? '' });
  return { account, namespace: name };
}

function namespaceChoices({ namespaces }: NamespaceChoices): Choice<NamespaceRef>[] {
  let group = '';
  return namespaces.map(({ account, name, records }) => {
    const first = account !== group;
    group = account;
    return {
      label: name,
      icon: 'database',
      description: vscode.l10n.t('records: {0}', formatNumber(records, vscode.env.language)),
      value: { account, namespace: name },
      ...(first ? { group: account } : {}),
    };
  });
}

function pickNamespace(choices: NamespaceChoices): Step<NamespaceAnswers> {
  return async (frame) => {
    const target = await pickOne<NamespaceRef | 'new'>(frame, {
      placeholder: vscode.l10n.t('Select a namespace'),
      choices: () => [
        ...namespaceChoices(choices),
        { label: vscode.l10n.t('New Namespace…'), icon: 'new-folder', value: 'new', group: '' },
      ],
    });
    return target === undefined || target === back ? target : { target };
  };
}

function pickAccount({ accounts }: NamespaceChoices): Step<NamespaceAnswers> {
  return async (frame) => {
    const account = await pickOne<{ name: string } | 'new'>(frame, {
      placeholder: vscode.l10n.t('Select an account'),
      choices: () => [
        ...accounts.map((name) => ({ label: name, icon: 'account', value: { name } })),
        { label: vscode.l10n.t('New Account…'), icon: 'add', value: 'new', group: '' },
      ],
    });
    if (account === undefined || account === back) return account;
    return { account: account === 'new' ? null : account.name };
  };
}

function nameAccount({ accounts }: NamespaceChoices): Step<NamespaceAnswers> {
  return async (frame, { accountName = '' }) => {
    const name = await inputText(frame, {
      prompt: vscode.l10n.t('Name of the new account'),
      value: accountName,
      problem: (text) => accountNameSentence(text, accounts),
    });
    return name === undefined || name === back ? name : { accountName: name };
  };
}

function nameNamespace(
  { namespaces }: NamespaceChoices,
  fixedAccount?: string,
): Step<NamespaceAnswers> {
  return async (frame, answers) => {
    const account = fixedAccount ?? answers.account;
    const siblings = namespaces.filter((one) => one.account === account).map(({ name }) => name);
    const name = await inputText(frame, {
      prompt: vscode.l10n.t('Name of the new namespace'),
      value: answers.namespaceName ?? '',
      problem: (text) =>
        namespaceCountSentence(account ?? '', siblings.length) ??
        namespaceNameSentence(text, siblings),
    });
    return name === undefined || name === back ? name : { namespaceName: name };
  };
}
