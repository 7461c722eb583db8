import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ImportMode } from '../../emulator/transfer/createImporter';
import type { ImportJob } from '../../emulator/transfer/importRecords';
import { formatEndings, formatOf } from '../../emulator/transfer/transferFormat';
import { back } from '../prompts/answer';
import { confirm } from '../prompts/confirm';
import {
  loadNamespaceChoices,
  namespaceSteps,
  settleNamespace,
  type NamespaceAnswers,
} from '../prompts/namespaceSteps';
import { pickOne } from '../prompts/pickOne';
import { runSteps, type Step } from '../prompts/runSteps';
import { confirmDryRun, reportImport } from '../transfer/importReport';
import { runWithProgress } from '../transfer/transferProgress';
import type { ViewElement } from '../viewElement';
import { command, type CommandContext } from './commandContext';
import { fileOf, transferFolder } from './exportCommand';
import { namespaceOf } from './recordCommands';
import { importSchema } from './schemas';

/** Reads a file into a namespace. */
export function registerImportCommand(context: CommandContext): vscode.Disposable {
  const { transfers } = context.services;
  return command(context, 'importNamespace', {
    schema: importSchema,
    async scripted({ format, ...request }) {
      const job: ImportJob = {
        kind: 'import',
        ...request,
        format: format ?? formatOf(request.file),
      };
      const result = await transfers.run(job);
      if (!result) throw new vscode.CancellationError();
      return result;
    },
    interactive: (element) => importInteractively(context, element),
  });
}

interface ImportAnswers extends NamespaceAnswers {
  readonly mode: ImportMode;
  readonly dryRun: boolean;
}

async function importInteractively(
  { services, tree }: CommandContext,
  element: ViewElement | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const title = vscode.l10n.t('Import Namespace');
  const filters = { [vscode.l10n.t('Records')]: Object.values(formatEndings).flat() };
  // First, since what is asked next depends on what the file is.
  const defaultUri = transferFolder();
  const [uri] = (await vscode.window.showOpenDialog({ title, filters, defaultUri })) ?? [];
  if (!uri) return;
  const file = fileOf(uri);
  const format = formatOf(file);
  const choices = await loadNamespaceChoices(api);
  const given = namespaceOf(element);
  const answers = await runSteps<ImportAnswers>(
    vscode.l10n.t('Import {0}', path.basename(file)),
    given ? { target: given } : {},
    (known) => [...(given ? [] : namespaceSteps(choices, known)), modeStep, dryRunStep],
  );
  if (answers?.mode === undefined || answers.dryRun === undefined) return;
  const { mode, dryRun } = answers;
  if (mode === 'overwrite' && !dryRun && !(await confirmOverwrite(answers.target))) return;
  const target = await settleNamespace(api, answers);
  const job: ImportJob = { kind: 'import', ...target, file, format, mode, dryRun };
  const run = (one: ImportJob) =>
    runWithProgress(services, vscode.l10n.t('Importing into "{0}"', target.namespace), one);
  if (dryRun) {
    const planned = await run(job);
    if (!planned || planned.cancelled) return;
    if (!(await confirmDryRun(services.log, target.namespace, planned))) return;
  }
  const result = await run({ ...job, dryRun: false });
  if (result) reportImport(services.log, target.namespace, result);
  await tree.reveal({ kind: 'namespace', ...target });
}

const modeStep: Step<ImportAnswers> = async (frame) => {
  const mode = await pickOne<ImportMode>(frame, {
    placeholder: vscode.l10n.t('What happens to records that the namespace already has?'),
    choices: () => [
      {
        label: vscode.l10n.t('Keep Them, Add What Is Missing'),
        icon: 'add',
        value: 'skipExisting',
      },
      {
        label: vscode.l10n.t("Merge: the File's Values Win"),
        icon: 'git-merge',
        value: 'merge',
      },
      {
        label: vscode.l10n.t('Overwrite the Whole Namespace'),
        icon: 'replace-all',
        detail: vscode.l10n.t('Records that the file does not hold are deleted.'),
        value: 'overwrite',
      },
    ],
  });
  return mode === undefined || mode === back ? mode : { mode };
};

const dryRunStep: Step<ImportAnswers> = async (frame) => {
  const dryRun = await pickOne<boolean>(frame, {
    placeholder: vscode.l10n.t('Import at once, or see first what would happen?'),
    choices: () => [
      { label: vscode.l10n.t('Import'), icon: 'cloud-upload', value: false },
      {
        label: vscode.l10n.t('Dry Run'),
        icon: 'beaker',
        detail: vscode.l10n.t('Checks the file and counts; nothing changes before you agree.'),
        value: true,
      },
    ],
  });
  return dryRun === undefined || dryRun === back ? dryRun : { dryRun };
};

async function confirmOverwrite(target: ImportAnswers['target'] | undefined): Promise<boolean> {
  if (typeof target !== 'object') return true;
  return confirm(
    vscode.l10n.t('Overwrite the namespace "{0}"?', target.namespace),
    vscode.l10n.t('Records that the file does not hold are deleted.'),
    vscode.l10n.t('Overwrite'),
  );
}
