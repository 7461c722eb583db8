import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  exportNamespace,
  importNamespace,
  type ImportMode,
  type ImportResult,
} from '../../emulator/transfer';
import type { NamespaceRef } from '../../rpc/emulatorApi';
import { back } from '../prompts/answer';
import {
  loadNamespaceChoices,
  namespaceSteps,
  settleNamespace,
  type NamespaceAnswers,
} from '../prompts/namespaceSteps';
import { pickOne } from '../prompts/pickOne';
import { runSteps } from '../prompts/runSteps';
import { formatNumber } from '../tree/format';
import type { ViewElement } from '../viewElement';
import { cancellableApi } from './cancellableApi';
import { command, type CommandContext } from './commandContext';
import { askNamespace } from './namespaceCommands';
import { namespaceOf } from './recordCommands';
import { exportSchema, importSchema } from './schemas';

/** Write a namespace to a file, read one from a file. */
export function registerTransferCommands(context: CommandContext): vscode.Disposable {
  const { emulator } = context.services;
  return vscode.Disposable.from(
    command(context, 'exportNamespace', {
      schema: exportSchema,
      scripted: async (request) => exportNamespace(await emulator.api(), request),
      interactive: (element) => exportInteractively(context, element),
    }),
    command(context, 'importNamespace', {
      schema: importSchema,
      async scripted({ mode, ...request }) {
        const api = await emulator.api();
        return importNamespace(api, { ...request, ...(mode ? { mode } : {}) });
      },
      interactive: (element) => importInteractively(context, element),
    }),
  );
}

const filters = (): Record<string, string[]> => ({ NDJSON: ['ndjson', 'jsonl'] });

async function exportInteractively(
  { services }: CommandContext,
  element: ViewElement | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const title = vscode.l10n.t('Export Namespace');
  const target = namespaceOf(element) ?? (await askNamespace(api, title));
  if (!target) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const fileName = `${target.namespace}.ndjson`;
  const uri = await vscode.window.showSaveDialog({
    title,
    filters: filters(),
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, fileName) } : {}),
  });
  if (!uri) return;
  await withProgress(vscode.l10n.t('Exporting "{0}"', target.namespace), (token) =>
    exportNamespace(cancellableApi(api, token), { ...target, file: fileOf(uri) }),
  );
}

interface ImportAnswers extends NamespaceAnswers {
  readonly mode: ImportMode;
}

async function importInteractively(
  { services, tree }: CommandContext,
  element: ViewElement | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const title = vscode.l10n.t('Import Namespace');
  const choices = await loadNamespaceChoices(api);
  const given = namespaceOf(element);
  const answers = await runSteps<ImportAnswers>(title, given ? { target: given } : {}, (known) => [
    ...(given ? [] : namespaceSteps(choices, known)),
    async (frame) => {
      const mode = await pickOne<ImportMode>(frame, {
        placeholder: vscode.l10n.t('What happens to keys that the namespace already has?'),
        choices: () => [
          { label: vscode.l10n.t('Keep the records that are there'), value: 'skipExisting' },
          { label: vscode.l10n.t("Overwrite them with the file's"), value: 'merge' },
        ],
      });
      return mode === undefined || mode === back ? mode : { mode };
    },
  ]);
  if (answers?.mode === undefined) return;
  const [uri] = (await vscode.window.showOpenDialog({ title, filters: filters() })) ?? [];
  if (!uri) return;
  const target = await settleNamespace(api, answers);
  const { mode } = answers;
  await importWithReport(services.log, target, () =>
    withProgress(vscode.l10n.t('Importing into "{0}"', target.namespace), (token) =>
      importNamespace(cancellableApi(api, token), { ...target, file: fileOf(uri), mode }),
    ),
  );
  await tree.reveal({ kind: 'namespace', ...target });
}

/** Says what was left out; an import that took everything says nothing. */
async function importWithReport(
  log: vscode.LogOutputChannel,
  { namespace }: NamespaceRef,
  work: () => Promise<ImportResult | undefined>,
): Promise<void> {
  const result = await work();
  if (!result || result.refused.length === 0) return;
  const { imported, refused } = result;
  for (const { line, reason } of refused) {
    log.warn(vscode.l10n.t('Import into "{0}", line {1}: {2}', namespace, line, reason));
  }
  const locale = vscode.env.language;
  const showLog = vscode.l10n.t('Show Log');
  void vscode.window
    .showWarningMessage(
      vscode.l10n.t(
        'Imported into "{0}": {1} records. Refused: {2} lines; the log names each with its reason.',
        namespace,
        formatNumber(imported, locale),
        formatNumber(refused.length, locale),
      ),
      showLog,
    )
    .then((choice) => {
      if (choice === showLog) log.show();
    });
}

function fileOf(uri: vscode.Uri): string {
  if (uri.scheme === 'file') return path.normalize(uri.fsPath);
  throw new Error(vscode.l10n.t('"{0}" is no file on this computer.', uri.toString()));
}

/** @returns `undefined` where the person cancelled */
async function withProgress<R>(
  title: string,
  work: (token: vscode.CancellationToken) => Promise<R>,
): Promise<R | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  try {
    return await vscode.window.withProgress(options, (_progress, token) => work(token));
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    throw error;
  }
}
