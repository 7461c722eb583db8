import * as vscode from 'vscode';
import type { Services } from '../services';
import type { OperationData } from '../tree/elements';

/** Opens the record that a KV operation was about, as it is now. */
export async function openOperationRecord(
  { emulator, openRecord }: Pick<Services, 'emulator' | 'openRecord'>,
  { operation }: OperationData,
): Promise<void> {
  const { namespaceId, key } = operation;
  const bindings = await (await emulator.api()).listBindings({});
  const binding = bindings.find((one) => one.namespaceId === namespaceId);
  if (!binding) {
    throw new Error(
      vscode.l10n.t('The namespace of "{0}" is not bound any more. Find it in the view.', key),
    );
  }
  const { account, namespace } = binding;
  await openRecord({ account, namespace, key }, { preview: true });
}
