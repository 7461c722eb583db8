import * as vscode from 'vscode';
import type { NamespaceRef } from '../../rpc/emulatorData';
import { askAndReport } from '../command';
import { back } from '../prompts/answer';
import { confirm } from '../prompts/confirm';
import { pickOne } from '../prompts/pickOne';
import { sayDone } from '../sayDone';
import type { Services } from '../services';
import { formatDateTime } from '../tree/format';
import { withViewProgress } from '../viewProgress';
import type { ComparisonView } from './comparisonView';
import { restoreConfirmed } from './replaceRecords';
import { askSnapshot, askSnapshotName, type ChosenSnapshot } from './snapshotSteps';

type Given = NamespaceRef | undefined;

export async function takeInteractively(services: Services, given: Given): Promise<void> {
  const api = await services.emulator.api();
  const answers = await askSnapshotName(api, vscode.l10n.t('Take Snapshot'), given);
  if (!answers) return;
  const { place, name } = answers;
  await withViewProgress(() => api.takeSnapshot({ ...place, name }));
  // No view lists snapshots, so that nothing else would show that there is one.
  sayDone(vscode.l10n.t('Took the snapshot "{0}" of "{1}"', name, place.namespace));
}

export async function askAndCompare(
  services: Services,
  view: ComparisonView,
  given: Given,
): Promise<void> {
  const chosen = await chooseSnapshot(services, vscode.l10n.t('Compare with Snapshot'), given);
  if (chosen) await compare(view, chosen);
}

export async function askAndRestore(services: Services, given: Given): Promise<void> {
  const chosen = await chooseSnapshot(services, vscode.l10n.t('Restore Snapshot'), given);
  if (chosen) await restoreConfirmed(services, chosen);
}

export async function askAndDelete(services: Services, given: Given): Promise<void> {
  const chosen = await chooseSnapshot(services, vscode.l10n.t('Delete Snapshot'), given);
  if (chosen) await deleteConfirmed(services, chosen);
}

/** Lists the snapshots; the one that is picked can be worked with. */
export async function askWhatToDo(
  services: Services,
  view: ComparisonView,
  given: Given,
): Promise<void> {
  const chosen = await chooseSnapshot(services, vscode.l10n.t('Show Snapshots'), given);
  if (!chosen) return;
  const work = await pickOne<() => Promise<void>>(
    { title: chosen.snapshot.name, step: 1, totalSteps: 1 },
    {
      placeholder: vscode.l10n.t('Select what to do'),
      choices: () => [
        {
          label: vscode.l10n.t('Compare with Snapshot'),
          icon: 'diff',
          value: () => compare(view, chosen),
        },
        {
          label: vscode.l10n.t('Restore Snapshot'),
          icon: 'discard',
          value: () => restoreConfirmed(services, chosen),
        },
        {
          label: vscode.l10n.t('Delete Snapshot'),
          icon: 'trash',
          value: () => deleteConfirmed(services, chosen),
        },
      ],
    },
  );
  if (work !== undefined && work !== back) await work();
}

/** Where there is no snapshot yet, the way to the first one is offered. */
async function chooseSnapshot(
  services: Services,
  title: string,
  given: Given,
): Promise<ChosenSnapshot | undefined> {
  const answer = await askSnapshot(await services.emulator.api(), title, given);
  if (!answer) return undefined;
  const { place, snapshot } = answer;
  if (snapshot) return { place, snapshot };
  const take = vscode.l10n.t('Take Snapshot');
  void vscode.window
    .showInformationMessage(
      vscode.l10n.t('The namespace "{0}" has no snapshots yet.', place.namespace),
      take,
    )
    .then((choice) => {
      if (choice !== take) return;
      return askAndReport(services.log, 'takeSnapshot', () => takeInteractively(services, place));
    });
  return undefined;
}

async function compare(view: ComparisonView, { place, snapshot }: ChosenSnapshot): Promise<void> {
  if (await view.show(place, snapshot)) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The namespace "{0}" holds the same records as its snapshot "{1}".',
      place.namespace,
      snapshot.name,
    ),
  );
}

async function deleteConfirmed(
  services: Services,
  { place, snapshot }: ChosenSnapshot,
): Promise<void> {
  const api = await services.emulator.api();
  const taken = formatDateTime(snapshot.takenAtMs, vscode.env.language);
  const sure = await confirm(
    vscode.l10n.t(
      'Delete the snapshot "{0}" of the namespace "{1}"?',
      snapshot.name,
      place.namespace,
    ),
    vscode.l10n.t(
      'It was taken {0}. The records of the namespace stay as they are. It cannot be undone.',
      taken,
    ),
    vscode.l10n.t('Delete Snapshot'),
  );
  if (sure) await api.deleteSnapshot({ ...place, id: snapshot.id });
}
