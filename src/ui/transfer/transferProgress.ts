import * as vscode from 'vscode';
import type { ResultOf, TransferJob } from '../../emulator/transfer/transferMessages';
import type { Services } from '../services';
import { formatBytes, formatNumber } from '../tree/format';

/** Runs a job with a notification that counts and can be cancelled. */
export async function runWithProgress<J extends TransferJob>(
  { transfers }: Services,
  title: string,
  job: J,
): Promise<ResultOf<J> | null> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (notification, token) => {
    const locale = vscode.env.language;
    let shown = 0;
    return transfers.run(job, {
      token,
      onProgress({ records, bytes, share }) {
        const increment = Math.max(0, share * 100 - shown);
        shown += increment;
        const count = formatNumber(records, locale);
        const message =
          bytes > 0
            ? vscode.l10n.t('records: {0}, size: {1}', count, formatBytes(bytes, locale))
            : vscode.l10n.t('records: {0}', count);
        notification.report({ message, increment });
      },
    });
  });
}
