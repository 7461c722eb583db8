import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { NamespaceRef, SnapshotRef } from '../../rpc/emulatorData';
import { createComparisonView } from '../snapshots/comparisonView';
import { findSnapshot } from '../snapshots/findSnapshot';
import { emptyConfirmed } from '../snapshots/replaceRecords';
import { comparisonData, snapshotData } from '../snapshots/snapshotData';
import {
  askAndCompare,
  askAndDelete,
  askAndRestore,
  askWhatToDo,
  takeInteractively,
} from '../snapshots/snapshotWork';
import { command, type CommandContext } from './commandContext';
import { askNamespace } from './namespaceCommands';
import { namespaceOf } from './recordCommands';
import {
  compareSnapshotSchema,
  namespaceRefSchema,
  snapshotSchema,
  takeSnapshotSchema,
} from './schemas';

/** Named snapshots of a namespace, and emptying it with a way back. */
export function registerSnapshotCommands(context: CommandContext): vscode.Disposable {
  const { services } = context;
  const { emulator } = services;
  const view = createComparisonView(services);
  return vscode.Disposable.from(
    view,
    command(context, 'takeSnapshot', {
      schema: takeSnapshotSchema,
      scripted: async (request) => snapshotData(await (await emulator.api()).takeSnapshot(request)),
      interactive: (element) => takeInteractively(services, namespaceOf(element)),
    }),
    command(context, 'listSnapshots', {
      schema: namespaceRefSchema,
      scripted: async (place) =>
        (await (await emulator.api()).listSnapshots(place)).map(snapshotData),
      interactive: (element) => askWhatToDo(services, view, namespaceOf(element)),
    }),
    command(context, 'compareSnapshot', {
      schema: compareSnapshotSchema,
      async scripted({ limit, ...request }) {
        const api = await emulator.api();
        const ref = await refOf(api, request);
        const most = limit === undefined ? {} : { limit };
        return comparisonData(await api.compareSnapshot({ ...ref, ...most }));
      },
      interactive: (element) => askAndCompare(services, view, namespaceOf(element)),
    }),
    command(context, 'restoreSnapshot', {
      schema: snapshotSchema,
      async scripted(request) {
        const api = await emulator.api();
        const { undo } = await api.restoreSnapshot(await refOf(api, request));
        return { undo: snapshotData(undo) };
      },
      interactive: (element) => askAndRestore(services, namespaceOf(element)),
    }),
    command(context, 'deleteSnapshot', {
      schema: snapshotSchema,
      async scripted(request) {
        const api = await emulator.api();
        return api.deleteSnapshot(await refOf(api, request));
      },
      interactive: (element) => askAndDelete(services, namespaceOf(element)),
    }),
    command(context, 'emptyNamespace', {
      schema: namespaceRefSchema,
      async scripted(place) {
        const { deleted, undo } = await (await emulator.api()).emptyNamespace(place);
        return { deleted, undo: snapshotData(undo) };
      },
      async interactive(element) {
        const title = vscode.l10n.t('Empty Namespace');
        const place = namespaceOf(element) ?? (await askNamespace(await emulator.api(), title));
        if (place) await emptyConfirmed(services, place);
      },
    }),
  );
}

async function refOf(
  api: EmulatorApi,
  { account, namespace, snapshot }: NamespaceRef & { readonly snapshot: string },
): Promise<SnapshotRef> {
  const { id } = await findSnapshot(api, { account, namespace }, snapshot);
  return { account, namespace, id };
}
