import * as vscode from 'vscode';
import { formatNumber } from '../../tree/format';
import type { EverywhereWords } from './everywhereText';

export function everywhereWords(): EverywhereWords {
  const locale = vscode.env.language;
  return {
    node: vscode.l10n.t('Edge node'),
    status: vscode.l10n.t('Status'),
    duration: vscode.l10n.t('Duration'),
    reads: vscode.l10n.t('KV reads'),
    differences: vscode.l10n.t('Differences'),
    none: vscode.l10n.t('All edge nodes answered the same.'),
    bodies: vscode.l10n.t('Bodies side by side'),
    noBody: vscode.l10n.t('(no body)'),
    binary: vscode.l10n.t('(binary)'),
    left: vscode.l10n.t('The rest is left out; compare two bodies to see all.'),
    parts: {
      status: vscode.l10n.t('status'),
      contentType: vscode.l10n.t('content type'),
      body: vscode.l10n.t('body'),
    },
    differs: (node, other, parts) => vscode.l10n.t('{0} ↔ {1}: {2}', node, other, parts),
    stale: (text) => vscode.l10n.t('{0} (stale)', text),
    milliseconds: (count) => vscode.l10n.t('{0} ms', formatNumber(Math.round(count), locale)),
  };
}
