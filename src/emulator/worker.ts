import * as l10n from '@vscode/l10n';
import { parentPort, workerData } from 'node:worker_threads';
import { errorToData } from '../rpc/errorData';
import { asEmulatorError } from './createEmulatorApi';
import { runEmulator } from './runEmulator';
import type { WorkerOrder, WorkerReport, WorkerStart } from './workerMessages';

const report = (message: WorkerReport): void => {
  parentPort?.postMessage(message);
};

async function main(): Promise<void> {
  const start = workerData as WorkerStart;
  if (start.l10n) l10n.config({ contents: start.l10n });
  const emulator = await runEmulator({
    ...start,
    warn: (message) => {
      report({ kind: 'warning', message });
    },
    lockLost() {
      report({ kind: 'warning', message: l10n.t('The lock of the storage folder was lost.') });
      // At once, without a last snapshot: the folder may be somebody else's already.
      process.exit(1);
    },
  });
  // Only the server keeps this thread alive; without it the thread ends by itself.
  parentPort?.once('message', (order: WorkerOrder) => {
    void stop(order);
  });
  parentPort?.unref();
  report({ kind: 'ready', address: emulator.address });

  async function stop(order: WorkerOrder): Promise<void> {
    switch (order.kind) {
      case 'stop':
        await emulator.stop().catch((error: unknown) => {
          report({ kind: 'failed', error: errorToData(asEmulatorError(error)) });
        });
        return;
      default:
        order.kind satisfies never;
    }
  }
}

main().catch((error: unknown) => {
  report({ kind: 'failed', error: errorToData(asEmulatorError(error)) });
});
