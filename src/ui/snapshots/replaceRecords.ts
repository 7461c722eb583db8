import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { NamespaceInfo, NamespaceRef, SnapshotInfo } from '../../rpc/emulatorData';
import { offerUndo } from '../offerUndo';
import { confirm } from '../prompts/confirm';
import { openRecords } from '../records/openRecords';
import type { Services } from '../services';
import { formatBytes, formatNumber } from '../tree/format';
import { withViewProgress } from '../viewProgress';
import type { ChosenSnapshot } from './snapshotSteps';

/** Keys that a confirmation names before it only says that there are more. */
const named = 5;

/** Puts a snapshot in the place of all records once a person has confirmed it. */
export async function restoreConfirmed(
  services: Services,
  { place, snapshot }: ChosenSnapshot,
): Promise<void> {
  const api = await services.emulator.api();
  const present = await namespaceInfo(api, place);
  const sure = await confirm(
    vscode.l10n.t(
      'Restore the snapshot "{0}" in the namespace "{1}"?',
      snapshot.name,
      place.namespace,
    ),
    [
      vscode.l10n.t('There now: {0}', amount(present)),
      vscode.l10n.t('In the snapshot: {0}', amount(snapshot)),
      '',
      ...consequences(place),
    ].join('\n'),
    vscode.l10n.t('Restore Snapshot'),
  );
  if (!sure) return;
  const { undo } = await withViewProgress(() => api.restoreSnapshot({ ...place, id: snapshot.id }));
  offerToRestore(
    services,
    vscode.l10n.t(
      'Restored "{0}" in the namespace "{1}": {2}.',
      snapshot.name,
      place.namespace,
      amount(snapshot),
    ),
    place,
    undo,
  );
}

/** Removes all records of a namespace once a person has confirmed how many. */
export async function emptyConfirmed(services: Services, place: NamespaceRef): Promise<void> {
  const api = await services.emulator.api();
  const present = await namespaceInfo(api, place);
  if (present.records === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The namespace "{0}" has no records.', place.namespace),
    );
    return;
  }
  const sure = await confirm(
    vscode.l10n.t('Empty the namespace "{0}"?', place.namespace),
    [vscode.l10n.t('What goes: {0}', amount(present)), '', ...consequences(place)].join('\n'),
    vscode.l10n.t('Empty Namespace'),
  );
  if (!sure) return;
  const { deleted, undo } = await withViewProgress(() => api.emptyNamespace(place));
  offerToRestore(
    services,
    vscode.l10n.t(
      'Emptied the namespace "{0}". Records deleted: {1}.',
      place.namespace,
      formatNumber(deleted, vscode.env.language),
    ),
    place,
    undo,
  );
}

function offerToRestore(
  services: Services,
  message: string,
  place: NamespaceRef,
  { id }: SnapshotInfo,
): void {
  offerUndo(services.log, message, async () => {
    const api = await services.emulator.api();
    await withViewProgress(() => api.restoreSnapshot({ ...place, id }));
  });
}

function consequences({ account, namespace }: NamespaceRef): readonly string[] {
  const unsaved = openRecords()
    .filter(({ tab, record }) => {
      return tab.isDirty && record.account === account && record.namespace === namespace;
    })
    .map(({ record }) => record.key);
  const keys = [...unsaved.slice(0, named), ...(unsaved.length > named ? ['…'] : [])];
  return [
    vscode.l10n.t('The records that are there now are kept as a snapshot, so this can be undone.'),
    vscode.l10n.t('Edge nodes may serve old values until their cache entries expire.'),
    ...(keys.length > 0
      ? [vscode.l10n.t('Unsaved changes stay in their editors: {0}', keys.join(', '))]
      : []),
  ];
}

async function namespaceInfo(
  api: EmulatorApi,
  { account, namespace }: NamespaceRef,
): Promise<NamespaceInfo> {
  const info = (await api.listNamespaces({ account })).find(({ name }) => name === namespace);
  if (info) return info;
  throw new Error(
    vscode.l10n.t('There is no namespace "{0}" in the account "{1}".', namespace, account),
  );
}

function amount({ records, bytes }: { readonly records: number; readonly bytes: number }): string {
  const locale = vscode.env.language;
  return vscode.l10n.t(
    'records: {0}, size: {1}',
    formatNumber(records, locale),
    formatBytes(bytes, locale),
  );
}
