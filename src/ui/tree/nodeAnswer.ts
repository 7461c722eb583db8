import * as vscode from 'vscode';
import type { NodeView } from '../../edge/edgeNetwork';
import { formatDuration } from './format';

/** What an edge node would answer for a key now; without a view it has nothing cached. */
export function nodeAnswer(view: NodeView | undefined): string {
  if (!view) return vscode.l10n.t('not cached: asks the central store');
  const { version, ageMs, expiresInMs, stale, pending } = view;
  const locale = vscode.env.language;
  const known = version === null ? vscode.l10n.t('missing') : `v${version.toString()}`;
  const what = pending ? vscode.l10n.t('being written') : known;
  const age = formatDuration(ageMs, locale);
  const rest = formatDuration(expiresInMs, locale);
  return stale
    ? vscode.l10n.t('{0} · age {1} · expires in {2} · stale', what, age, rest)
    : vscode.l10n.t('{0} · age {1} · expires in {2}', what, age, rest);
}
