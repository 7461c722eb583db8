import * as l10n from '@vscode/l10n';
import { accountNameProblem, namespaceNameProblem, type NameProblem } from '../kv/names';
import { EmulatorError } from '../rpc/emulatorError';
import type { Catalogue, CatalogueAccount, CatalogueNamespace } from '../store/catalogue/catalogue';

/** @throws EmulatorError `ACCOUNT_UNKNOWN` */
export function findAccount(catalogue: Catalogue, name: string): CatalogueAccount {
  const account = catalogue.accounts.find((one) => one.name === name);
  if (account) return account;
  throw new EmulatorError('ACCOUNT_UNKNOWN', l10n.t('There is no account "{0}".', name));
}

/** @throws EmulatorError `ACCOUNT_UNKNOWN` or `NAMESPACE_UNKNOWN` */
export function findNamespace(
  catalogue: Catalogue,
  account: string,
  name: string,
): CatalogueNamespace {
  const namespace = findAccount(catalogue, account).namespaces.find((one) => one.name === name);
  if (namespace) return namespace;
  throw new EmulatorError(
    'NAMESPACE_UNKNOWN',
    l10n.t('There is no namespace "{0}" in the account "{1}".', name, account),
  );
}

/** Names of a namespace by its id; `undefined` where it has gone. */
export function namesOf(
  catalogue: Catalogue,
  namespaceId: string,
): { readonly account: string; readonly namespace: string } | undefined {
  for (const { name: account, namespaces } of catalogue.accounts) {
    for (const { id, name } of namespaces)
      if (id === namespaceId) return { account, namespace: name };
  }
  return undefined;
}

/** The catalogue with one account replaced. */
export function withAccount(
  catalogue: Catalogue,
  name: string,
  replacement: CatalogueAccount,
): Catalogue {
  return {
    ...catalogue,
    accounts: catalogue.accounts.map((one) => (one.name === name ? replacement : one)),
  };
}

/** @throws EmulatorError `ACCOUNT_NAME_INVALID` or `ACCOUNT_EXISTS` */
export function checkNewAccountName(catalogue: Catalogue, name: string): void {
  const problem = accountNameProblem(name);
  if (problem) throw new EmulatorError('ACCOUNT_NAME_INVALID', accountSentence(problem));
  if (catalogue.accounts.some((one) => one.name === name)) {
    throw new EmulatorError('ACCOUNT_EXISTS', l10n.t('There is an account "{0}" already.', name));
  }
}

/** @throws EmulatorError `NAMESPACE_NAME_INVALID` or `NAMESPACE_EXISTS` */
export function checkNewNamespaceName(account: CatalogueAccount, name: string): void {
  if (namespaceNameProblem(name)) {
    throw new EmulatorError(
      'NAMESPACE_NAME_INVALID',
      l10n.t('A namespace\'s name has 1 to 64 letters, digits, "_" or "-".'),
    );
  }
  if (account.namespaces.some((one) => one.name === name)) {
    throw new EmulatorError(
      'NAMESPACE_EXISTS',
      l10n.t('There is a namespace "{0}" in the account "{1}" already.', name, account.name),
    );
  }
}

function accountSentence(problem: NameProblem): string {
  switch (problem) {
    case 'EMPTY':
    case 'TOO_LONG':
      return l10n.t("An account's name has 1 to 64 characters.");
    case 'CHARACTERS':
      return l10n.t("An account's name has no control characters.");
    case 'SPACE_AROUND':
      return l10n.t("An account's name does not begin or end with a space.");
    default:
      return problem satisfies never;
  }
}
