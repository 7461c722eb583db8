import * as vscode from 'vscode';
import { formatBytes } from '../tree/format';
import type { ResponseWords } from './responseText';

/** The words of response documents in the display language. */
export function responseWords(): ResponseWords {
  const locale = vscode.env.language;
  const number = (count: number, digits: number) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(count);
  return {
    operations: vscode.l10n.t('KV operations'),
    noOperations: vscode.l10n.t('The function did not use KV.'),
    headers: vscode.l10n.t('Headers'),
    body: vscode.l10n.t('Body'),
    noBody: vscode.l10n.t('The body is empty.'),
    columns: {
      operation: vscode.l10n.t('Call'),
      key: vscode.l10n.t('Key'),
      node: vscode.l10n.t('Edge node'),
      result: vscode.l10n.t('Result'),
      version: vscode.l10n.t('Version'),
      age: vscode.l10n.t('Age'),
      duration: vscode.l10n.t('Duration'),
    },
    hit: vscode.l10n.t('hit'),
    staleHit: vscode.l10n.t('stale hit'),
    missingHit: vscode.l10n.t('hit, no such key'),
    miss: vscode.l10n.t('miss'),
    missing: vscode.l10n.t('miss, no such key'),
    written: vscode.l10n.t('written'),
    deleted: vscode.l10n.t('deleted'),
    listed: vscode.l10n.t('listed'),
    refused: vscode.l10n.t('refused'),
    leftOut: (count) => vscode.l10n.t('Operations left out to save memory: {0}.', number(count, 0)),
    shortened: (shown, all) => vscode.l10n.t('Only {0} of {1} are shown here.', shown, all),
    bytes: (count) => formatBytes(count, locale),
    milliseconds: (count) => vscode.l10n.t('{0} ms', number(count, count < 10 ? 1 : 0)),
    seconds: (count) => vscode.l10n.t('{0} s', number(count, 1)),
  };
}
