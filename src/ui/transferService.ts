import * as vscode from 'vscode';
import type { TransferProgress } from '../emulator/transfer/progress';
import { startTransfer, type Transfer } from '../emulator/transfer/startTransfer';
import type { ResultOf, TransferJob } from '../emulator/transfer/transferMessages';
import type { EmulatorService } from './services';

export interface TransferOptions {
  readonly token?: vscode.CancellationToken;
  readonly onProgress?: (progress: TransferProgress) => void;
}

/** Exports, imports and seeding, each on a thread of its own. */
export interface TransferService {
  /** `null` where it was cancelled and left nothing behind. */
  run<J extends TransferJob>(job: J, options?: TransferOptions): Promise<ResultOf<J> | null>;
  /** Cancels what is under way and waits for its end. */
  stop(): Promise<void>;
}

export function createTransferService(
  extensionUri: vscode.Uri,
  emulator: EmulatorService,
): TransferService {
  const underWay = new Set<Transfer<unknown>>();
  const built = (name: string): string => vscode.Uri.joinPath(extensionUri, 'dist', name).fsPath;

  return {
    async run(job, { token, onProgress } = {}) {
      // The thread follows whoever leads; where nobody does, this window leads from here on.
      await emulator.api();
      const transfer = startTransfer({
        workerFile: built('transfer.js'),
        wasmFile: built('sql-wasm.wasm'),
        emulator: { storageFolder: emulator.storageFolder },
        l10n: vscode.l10n.bundle ?? {},
        job,
        ...(onProgress ? { onProgress } : {}),
      });
      underWay.add(transfer);
      const cancelling = token?.onCancellationRequested(transfer.cancel);
      if (token?.isCancellationRequested) transfer.cancel();
      try {
        return await transfer.result;
      } finally {
        cancelling?.dispose();
        underWay.delete(transfer);
      }
    },
    async stop() {
      const ending = [...underWay];
      for (const transfer of ending) transfer.cancel();
      await Promise.allSettled(ending.map(({ result }) => result));
    },
  };
}
