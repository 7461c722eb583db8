import * as vscode from 'vscode';
import type { ImportResult } from '../../emulator/transfer/importRecords';
import type { RefusedLine } from '../../emulator/transfer/refusedLines';
import { sayDone } from '../sayDone';
import { formatNumber } from '../tree/format';

/** Writes each refused line and each warning to the log. */
export function logRefused(
  log: vscode.LogOutputChannel,
  what: string,
  report: {
    readonly refused: readonly RefusedLine[];
    readonly refusedCount: number;
    readonly warnings: readonly string[];
  },
): void {
  for (const { line, reason } of report.refused) {
    log.warn(vscode.l10n.t('Import into "{0}", line {1}: {2}', what, line, reason));
  }
  const more = report.refusedCount - report.refused.length;
  if (more > 0) {
    log.warn(vscode.l10n.t('Import into "{0}": further lines refused: {1}.', what, more));
  }
  for (const warning of report.warnings) log.warn(warning);
}

/** Says what was left out; an import that took everything is told in the status bar. */
export function reportImport(
  log: vscode.LogOutputChannel,
  namespace: string,
  result: ImportResult,
): void {
  const { imported, refusedCount, warnings, cancelled } = result;
  const number = (value: number): string => formatNumber(value, vscode.env.language);
  const done = vscode.l10n.t('Records imported into "{0}": {1}.', namespace, number(imported));
  if (refusedCount === 0 && warnings.length === 0 && !cancelled) {
    sayDone(done);
    return;
  }
  logRefused(log, namespace, result);
  const sentences = [
    cancelled
      ? vscode.l10n.t(
          'The import into "{0}" was cancelled. Records imported before that: {1}.',
          namespace,
          number(imported),
        )
      : done,
    ...(refusedCount > 0 ? [refusedSentence(refusedCount)] : []),
    ...warnings,
  ];
  showWithLog(log, sentences.join(' '));
}

export function refusedSentence(count: number): string {
  const number = formatNumber(count, vscode.env.language);
  return vscode.l10n.t('Lines refused: {0}; the log names each with its reason.', number);
}

export function showWithLog(log: vscode.LogOutputChannel, message: string): void {
  const showLog = vscode.l10n.t('Show Log');
  void vscode.window.showWarningMessage(message, showLog).then((choice) => {
    if (choice === showLog) log.show();
  });
}

/** Shows what an import would do; resolves to whether it shall be done. */
export async function confirmDryRun(
  log: vscode.LogOutputChannel,
  namespace: string,
  result: ImportResult,
): Promise<boolean> {
  const number = (value: number): string => formatNumber(value, vscode.env.language);
  logRefused(log, namespace, result);
  const lines = [
    vscode.l10n.t('Records put: {0}', number(result.imported)),
    vscode.l10n.t('Records left as they are: {0}', number(result.skipped)),
    ...(result.deleted === undefined
      ? []
      : [vscode.l10n.t('Records deleted: {0}', number(result.deleted))]),
    ...(result.refusedCount > 0 ? [refusedSentence(result.refusedCount)] : []),
    ...result.warnings,
  ];
  const take = vscode.l10n.t('Import');
  const showLog = vscode.l10n.t('Show Log');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('An import into "{0}" would do this. Nothing has changed yet.', namespace),
    { modal: true, detail: lines.join('\n') },
    ...(result.refusedCount > 0 ? [take, showLog] : [take]),
  );
  if (choice === showLog) log.show();
  return choice === take;
}
