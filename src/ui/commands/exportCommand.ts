import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ExportJob } from '../../emulator/transfer/exportRecords';
import {
  formatEndings,
  formatOf,
  transferFormats,
  type TransferFormat,
} from '../../emulator/transfer/transferFormat';
import { sayDone } from '../sayDone';
import { runWithProgress } from '../transfer/transferProgress';
import { formatNumber } from '../tree/format';
import type { ViewElement } from '../viewElement';
import { command, type CommandContext } from './commandContext';
import { askNamespace } from './namespaceCommands';
import { namespaceOf } from './recordCommands';
import { exportSchema } from './schemas';

/** Writes a namespace to a file. */
export function registerExportCommand(context: CommandContext): vscode.Disposable {
  const { transfers } = context.services;
  return command(context, 'exportNamespace', {
    schema: exportSchema,
    async scripted({ format, ...request }) {
      const result = await transfers.run({
        kind: 'export',
        ...request,
        format: format ?? formatOf(request.file),
      } satisfies ExportJob);
      if (!result) throw new vscode.CancellationError();
      return result;
    },
    interactive: (element) => exportInteractively(context, element),
  });
}

async function exportInteractively(
  { services }: CommandContext,
  element: ViewElement | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const asked = vscode.l10n.t('Export Namespace');
  const target = namespaceOf(element) ?? (await askNamespace(api, asked));
  if (!target) return;
  const fileName = `${target.namespace}.ndjson`;
  const uri = await vscode.window.showSaveDialog({
    title: asked,
    filters: formatFilters(),
    defaultUri: vscode.Uri.joinPath(transferFolder(), fileName),
  });
  if (!uri) return;
  const file = fileOf(uri);
  const job: ExportJob = { kind: 'export', ...target, file, format: formatOf(file) };
  const title = vscode.l10n.t('Exporting "{0}"', target.namespace);
  const result = await runWithProgress(services, title, job);
  if (!result) return;
  const count = formatNumber(result.records, vscode.env.language);
  sayDone(vscode.l10n.t('Records exported to {0}: {1}', path.basename(file), count));
}

/** Where files that are transferred are looked for first. */
export function transferFolder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
}

const formatNames: Readonly<Record<TransferFormat, string>> = {
  ndjson: 'NDJSON',
  json: 'JSON (wrangler)',
  csv: 'CSV',
  sqlite: 'SQLite',
};

/** One line a format for a dialog that saves. */
export function formatFilters(): Record<string, string[]> {
  return Object.fromEntries(
    transferFormats.map((format) => [formatNames[format], [...formatEndings[format]]]),
  );
}

export function fileOf(uri: vscode.Uri): string {
  if (uri.scheme === 'file') return path.normalize(uri.fsPath);
  throw new Error(vscode.l10n.t('"{0}" is no file on this computer.', uri.toString()));
}
