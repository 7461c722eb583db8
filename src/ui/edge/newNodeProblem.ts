import * as vscode from 'vscode';
import { isEdgeNodeId, type EdgeNode } from '../../edge/edgeNode';

/** Why a node cannot have an id beside others; a whole sentence. */
export function newNodeProblem(id: string, others: readonly EdgeNode[]): string | undefined {
  if (!isEdgeNodeId(id)) {
    return vscode.l10n.t(
      'The edge node cannot be called "{0}". Use 1 to 63 of a-z, 0-9 and "-", which is neither first nor last.',
      id.length > 30 ? `${id.slice(0, 30)}…` : id,
    );
  }
  return others.some((node) => node.id === id)
    ? vscode.l10n.t('There is an edge node "{0}" already.', id)
    : undefined;
}
