import * as path from 'node:path';
import * as vscode from 'vscode';
import * as v from 'valibot';
import { seedSample } from '../../emulator/seedSample';
import type { ProjectRef } from '../../rpc/emulatorData';
import { registerCommand } from '../command';
import { back } from '../prompts/answer';
import { pickOne } from '../prompts/pickOne';
import type { Services } from '../services';
import { copySampleFiles, existingFiles, listSampleFiles, sampleDescription } from './sampleFiles';

const sampleSchema = v.strictObject({
  /** Absolute path; made where it does not exist. */
  folder: v.pipe(
    v.string(),
    v.check(
      (folder) => path.isAbsolute(folder),
      () => vscode.l10n.t('An absolute path is needed.'),
    ),
  ),
});

/** Copies the sample into a folder and makes what its functions read and write. */
export function registerSampleCommand(services: Services): vscode.Disposable {
  return registerCommand(services.log, 'createSampleProject', {
    schema: sampleSchema,
    scripted: async ({ folder }) => {
      const files = await listSampleFiles(sampleFolder(services));
      const [existing] = await existingFiles(folder, files);
      if (existing !== undefined) {
        throw new Error(
          vscode.l10n.t('{0} exists already in {1}. Name an empty folder.', existing, folder),
        );
      }
      await create(services, folder, files);
      return { folder };
    },
    interactive: async () => {
      const folder = await pickFolder(services);
      if (folder === undefined) return;
      const files = await listSampleFiles(sampleFolder(services));
      const kept = await existingFiles(folder, files);
      if (kept.length > 0 && !(await confirmKeeping(kept))) return;
      const missing = files.filter((file) => !kept.includes(file));
      await create(services, folder, missing);
      await showSample(services, folder);
    },
  });
}

async function create(services: Services, folder: string, files: readonly string[]): Promise<void> {
  const sample = sampleFolder(services);
  const api = await services.emulator.api();
  // First, because it is what can fail for reasons outside the folder.
  await seedSample(api, projectAt(services, folder), path.join(sample, sampleDescription));
  await copySampleFiles(sample, folder, files);
}

function sampleFolder({ extensionUri }: Services): string {
  return vscode.Uri.joinPath(extensionUri, 'media', 'sample').fsPath;
}

function projectAt({ projects }: Services, folder: string): ProjectRef {
  const id = vscode.Uri.file(folder).toString();
  const open = projects.all.find((project) => project.id === id);
  return { id, name: open?.name ?? path.basename(folder) };
}

async function pickFolder({ projects }: Services): Promise<string | undefined> {
  const title = vscode.l10n.t('Create Sample Project');
  const local = projects.all.flatMap(({ name, folder }) =>
    folder === undefined
      ? []
      : [{ label: name, description: folder, icon: 'folder', value: folder }],
  );
  if (local.length > 0) {
    const choice = await pickOne<string>(
      { title, step: 1, totalSteps: 1 },
      {
        placeholder: vscode.l10n.t('Where the sample is created'),
        choices: () => [
          ...local,
          { label: vscode.l10n.t('Another Folder…'), icon: 'folder-opened', value: '' },
        ],
      },
    );
    if (choice === undefined || choice === back) return undefined;
    if (choice !== '') return choice;
  }
  const picked = await vscode.window.showOpenDialog({
    title,
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t('Create Sample Here'),
  });
  return picked?.[0]?.fsPath;
}

async function confirmKeeping(existing: readonly string[]): Promise<boolean> {
  const keep = vscode.l10n.t('Keep and Add Missing');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The folder already has files of the sample. Keep them and add the others?'),
    { modal: true, detail: existing.join('\n') },
    keep,
  );
  return answer === keep;
}

/** Leads on to the first function, where the folder is open, or to the folder. */
async function showSample({ projects }: Services, folder: string): Promise<void> {
  const uri = vscode.Uri.file(folder);
  if (projects.all.some(({ id }) => id === uri.toString())) {
    const counter = vscode.Uri.joinPath(uri, 'edge-functions', 'counter.js');
    await vscode.window.showTextDocument(counter);
    return;
  }
  const open = vscode.l10n.t('Open Folder');
  const openNew = vscode.l10n.t('Open in New Window');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('The sample project is in {0}.', folder),
    open,
    openNew,
  );
  if (choice === undefined) return;
  await vscode.commands.executeCommand('vscode.openFolder', uri, {
    forceNewWindow: choice === openNew,
  });
}
