import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { NamespaceRef, SnapshotInfo } from '../../rpc/emulatorData';

/**
 * The snapshot that a script means by an id or a name.
 *
 * @throws Error with a sentence where there is none, or where several have that name
 */
export async function findSnapshot(
  api: EmulatorApi,
  { account, namespace }: NamespaceRef,
  wanted: string,
): Promise<SnapshotInfo> {
  const all = await api.listSnapshots({ account, namespace });
  const byId = all.find(({ id }) => id === wanted);
  if (byId) return byId;
  const [first, ...others] = all.filter(({ name }) => name === wanted);
  if (!first) {
    throw new Error(vscode.l10n.t('The namespace "{0}" has no snapshot "{1}".', namespace, wanted));
  }
  // Only the names of automatic snapshots repeat.
  if (others.length > 0) {
    throw new Error(
      vscode.l10n.t(
        'The namespace "{0}" has several snapshots "{1}". Use the id of the one that is meant.',
        namespace,
        wanted,
      ),
    );
  }
  return first;
}
