import * as vscode from 'vscode';
import type { NodeRouting } from '../../rpc/hostApi';

/** What a policy is called. */
export function routingText(policy: NodeRouting['policy']): string {
  switch (policy) {
    case 'fixed':
      return vscode.l10n.t('fixed');
    case 'roundRobin':
      return vscode.l10n.t('round robin');
    case 'nearest':
      return vscode.l10n.t('nearest');
    case 'sticky':
      return vscode.l10n.t('sticky');
    case 'random':
      return vscode.l10n.t('random');
    default:
      return policy satisfies never;
  }
}
