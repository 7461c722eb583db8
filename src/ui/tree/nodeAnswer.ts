import * as vscode from 'vscode';
import type { NodeState } from '../../rpc/emulatorData';
import { formatDuration } from './format';

type State = Pick<NodeState, 'version' | 'stale' | 'behind' | 'expiresInMs' | 'pending'>;

/** `v6 · 1 behind · fresh in 23 s`: what an edge node holds of a key, and for how long. */
export function nodeState({ version, stale, behind, expiresInMs, pending }: State): string {
  if (pending) return vscode.l10n.t('being written');
  const what = version === null ? vscode.l10n.t('missing') : `v${version}`;
  const rest = formatDuration(expiresInMs, vscode.env.language);
  return stale
    ? vscode.l10n.t('{0} · {1} behind · fresh in {2}', what, behind, rest)
    : vscode.l10n.t('{0} · current · expires in {1}', what, rest);
}

/** What an edge node would answer for a key now; without a view it has nothing cached. */
export function nodeAnswer(view: NodeState | undefined): string {
  return view ? nodeState(view) : vscode.l10n.t('not cached: asks the central store');
}
