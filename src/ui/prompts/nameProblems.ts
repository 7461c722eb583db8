import * as vscode from 'vscode';
import { KvError } from '../../kv/kvError';
import { parseKey } from '../../kv/kvKey';
import { limits } from '../../kv/limits';
import {
  accountNameCharactersMax,
  accountNameProblem,
  namespaceNameProblem,
  snapshotNameCharactersMax,
  snapshotNameProblem,
  variableCharactersMax,
  variableProblem,
} from '../../kv/names';
import { profiles, type ProfileName } from '../../kv/profile';

/** What is wrong with a new account's name, as a sentence. */
export function accountNameSentence(name: string, taken: readonly string[]): string | undefined {
  const problem = accountNameProblem(name);
  switch (problem) {
    case null:
      return taken.includes(name)
        ? vscode.l10n.t('There is already an account "{0}".', name)
        : undefined;
    case 'EMPTY':
      return vscode.l10n.t('An account needs a name.');
    case 'SPACE_AROUND':
      return vscode.l10n.t('An account name neither begins nor ends with a space.');
    case 'TOO_LONG':
      return vscode.l10n.t('An account name has at most {0} characters.', accountNameCharactersMax);
    case 'CHARACTERS':
      return vscode.l10n.t('An account name has no control characters.');
    default:
      return problem satisfies never;
  }
}

/** What is wrong with a new namespace's name, as a sentence. */
export function namespaceNameSentence(name: string, taken: readonly string[]): string | undefined {
  const problem = namespaceNameProblem(name);
  switch (problem) {
    case null:
      return taken.includes(name)
        ? vscode.l10n.t('The account already has a namespace "{0}".', name)
        : undefined;
    case 'EMPTY':
      return vscode.l10n.t('A namespace needs a name.');
    case 'TOO_LONG':
      return vscode.l10n.t(
        'A namespace name has at most {0} characters.',
        limits.namespaceNameCharactersMax,
      );
    case 'SPACE_AROUND':
    case 'CHARACTERS':
      return vscode.l10n.t('A namespace name has only letters A to Z, digits, "_" and "-".');
    default:
      return problem satisfies never;
  }
}

/** What is wrong with a new snapshot's name, as a sentence. */
export function snapshotNameSentence(name: string, taken: readonly string[]): string | undefined {
  const problem = snapshotNameProblem(name);
  switch (problem) {
    case null:
      return taken.includes(name)
        ? vscode.l10n.t('The namespace already has a snapshot "{0}".', name)
        : undefined;
    case 'EMPTY':
      return vscode.l10n.t('A snapshot needs a name.');
    case 'SPACE_AROUND':
      return vscode.l10n.t('A snapshot name neither begins nor ends with a space.');
    case 'TOO_LONG':
      return vscode.l10n.t(
        'A snapshot name has at most {0} characters.',
        snapshotNameCharactersMax,
      );
    case 'CHARACTERS':
      return vscode.l10n.t('A snapshot name has no control characters.');
    default:
      return problem satisfies never;
  }
}

/** What keeps an account from having one more namespace, as a sentence. */
export function namespaceCountSentence(account: string, count: number): string | undefined {
  if (count < limits.namespacesPerAccountMax) return undefined;
  return vscode.l10n.t(
    'The account "{0}" already has {1} namespaces, the most that an account can have.',
    account,
    limits.namespacesPerAccountMax,
  );
}

/** What is wrong with a variable name, as a sentence. */
export function variableSentence(name: string, taken: readonly string[]): string | undefined {
  const problem = variableProblem(name);
  switch (problem) {
    case null:
      return taken.includes(name)
        ? vscode.l10n.t('The project already uses the variable "{0}".', name)
        : undefined;
    case 'EMPTY':
      return vscode.l10n.t('A binding needs a variable name.');
    case 'TOO_LONG':
      return vscode.l10n.t('A variable name has at most {0} characters.', variableCharactersMax);
    case 'CHARACTERS':
      return vscode.l10n.t(
        'A variable name is a JavaScript identifier: letters, digits, "_" and "$", no digit first.',
      );
    case 'RESERVED_WORD':
      return vscode.l10n.t('"{0}" is a reserved word of JavaScript.', name);
    case 'RUNTIME_GLOBAL':
      return vscode.l10n.t('"{0}" is already a global of the function runtime.', name);
    default:
      return problem satisfies never;
  }
}

/** What is wrong with a new record's key, in the platform's own words. */
export function keySentence(key: string, profile: ProfileName): string | undefined {
  try {
    parseKey(key, profiles[profile]);
    return undefined;
  } catch (error) {
    if (error instanceof KvError) return error.message;
    throw error;
  }
}
