import * as vscode from 'vscode';
import type { ActiveFault, NodeFault } from '../../edge/edgeFaults';

/** What a fault is called where a person chooses it. */
export function faultName(fault: NodeFault): string {
  switch (fault) {
    case 'down':
      return vscode.l10n.t('down');
    case 'cutOff':
      return vscode.l10n.t('cut off');
    case 'slow':
      return vscode.l10n.t('slow');
    case 'errorAfterCommit':
      return vscode.l10n.t('error after commit');
    default:
      return fault satisfies never;
  }
}

/** What a fault does, in a sentence. */
export function faultEffect({ node, fault }: ActiveFault): string {
  switch (fault) {
    case 'down':
      return node === undefined
        ? vscode.l10n.t('Cached reads go on; misses and writes fail on every edge node.')
        : vscode.l10n.t('The next nearest edge node serves its requests.');
    case 'cutOff':
      return vscode.l10n.t('Cached reads go on; misses and writes of this edge node fail.');
    case 'slow':
      return vscode.l10n.t('Each way to the central store and back takes a second more.');
    case 'errorAfterCommit':
      return vscode.l10n.t('Writes happen, and the code that made them sees an error.');
    default:
      return fault satisfies never;
  }
}

/** `frankfurt: cut off` */
export function faultPlace({ node, fault }: ActiveFault): string {
  return `${node ?? vscode.l10n.t('Central store')}: ${faultName(fault)}`;
}
