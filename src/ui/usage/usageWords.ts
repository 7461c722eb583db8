import * as vscode from 'vscode';
import { formatBytes, formatDateTime, formatNumber } from '../tree/format';
import type { UsageWords } from './usageText';

/** The smallest part of an account that a figure with one digit shows. */
const smallestShare = 0.001;

/** The words of the usage document in the display language. */
export function usageWords(countedAtMs: number): UsageWords {
  const locale = vscode.env.language;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return {
    counted: vscode.l10n.t(
      'Usage of accounts and namespaces, counted {0}',
      formatDateTime(countedAtMs, locale),
    ),
    noAccounts: vscode.l10n.t('There is no account yet.'),
    noNamespaces: vscode.l10n.t('This account has no namespace yet.'),
    used: (used, limit, share) => vscode.l10n.t('{0} of {1} used ({2})', used, limit, share),
    namespace: vscode.l10n.t('Namespace'),
    records: vscode.l10n.t('Records'),
    size: vscode.l10n.t('Size'),
    lastWrite: vscode.l10n.t('Last Write'),
    never: vscode.l10n.t('never'),
    largestValues: vscode.l10n.t('Largest Values'),
    key: vscode.l10n.t('Key'),
    total: vscode.l10n.t('Total'),
    bytes: (count) => formatBytes(count, locale),
    number: (count) => formatNumber(count, locale),
    // A little is not nothing.
    percent: (share) =>
      share > 0 && share < smallestShare
        ? `< ${percent.format(smallestShare)}`
        : percent.format(share),
    dateTime: (ms) => formatDateTime(ms, locale),
  };
}
