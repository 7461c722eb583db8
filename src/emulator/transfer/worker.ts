import * as l10n from '@vscode/l10n';
import { parentPort, workerData } from 'node:worker_threads';
import { createEmulatorLink } from '../../rpc/createEmulatorLink';
import { errorToData } from '../../rpc/errorData';
import { createProgress } from './progress';
import { runJob } from './runJob';
import type { TransferOrder, TransferReport, TransferStart } from './transferMessages';

const report = (message: TransferReport): void => {
  parentPort?.postMessage(message);
};

/** Reads, parses and writes files of records, away from the editor and from the emulator. */
async function main(): Promise<void> {
  const { job, emulator, wasmFile, l10n: bundle } = workerData as TransferStart;
  if (bundle) l10n.config({ contents: bundle });
  const abort = new AbortController();
  parentPort?.on('message', (order: TransferOrder) => {
    switch (order.kind) {
      case 'cancel':
        abort.abort();
        return;
      default:
        order.kind satisfies never;
    }
  });
  const progress = createProgress((current) => {
    report({ kind: 'progress', progress: current });
  });
  try {
    const link = createEmulatorLink(emulator);
    try {
      const context = { api: link.api, wasmFile, signal: abort.signal, progress };
      report({ kind: 'done', result: await runJob(context, job) });
    } finally {
      link.dispose();
    }
  } catch (error) {
    if (abort.signal.aborted && error === abort.signal.reason) report({ kind: 'cancelled' });
    else report({ kind: 'failed', error: errorToData(error) });
  } finally {
    parentPort?.close();
  }
}

void main();
