import * as vscode from 'vscode';
import type { EmulatorApi } from '../rpc/emulatorApi';

/** Tells what was found damaged when the store was opened, and where it was kept. */
export async function showStoreNotices(
  api: EmulatorApi,
  log: vscode.LogOutputChannel,
): Promise<void> {
  for (const notice of await api.takeNotices()) {
    log.warn(notice.message);
    const copyPath = vscode.l10n.t('Copy Path');
    void vscode.window.showWarningMessage(notice.message, copyPath).then((choice) => {
      // The folder may be on a remote machine, where no file manager can show it.
      if (choice === copyPath) void vscode.env.clipboard.writeText(notice.file);
    });
  }
}
