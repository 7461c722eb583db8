import * as l10n from '@vscode/l10n';
import { Worker } from 'node:worker_threads';
import { errorFromData } from '../../rpc/errorData';
import type { TransferProgress } from './progress';
import type {
  ResultOf,
  TransferJob,
  TransferOrder,
  TransferReport,
  TransferStart,
} from './transferMessages';

export interface TransferOptions extends TransferStart {
  /** Bundle of `worker.ts`. */
  readonly workerFile: string;
  readonly onProgress?: (progress: TransferProgress) => void;
}

/** A job under way, in a thread of its own. */
export interface Transfer<R> {
  /** `null` where it was cancelled and left nothing behind. */
  readonly result: Promise<R | null>;
  /** Ends it in good order; {@link Transfer.result} says what was done. */
  readonly cancel: () => void;
}

/** Starts an export, an import or the seeding of a project. */
export function startTransfer<J extends TransferJob>(
  options: TransferOptions & { readonly job: J },
): Transfer<ResultOf<J>> {
  const { workerFile, onProgress, job, emulator, wasmFile, l10n: bundle } = options;
  const start: TransferStart = { job, emulator, wasmFile, ...(bundle ? { l10n: bundle } : {}) };
  const worker = new Worker(workerFile, { workerData: start, name: 'Pages KV transfer' });
  const result = new Promise<ResultOf<J> | null>((resolve, reject) => {
    worker.on('message', (message: TransferReport) => {
      switch (message.kind) {
        case 'progress':
          return onProgress?.(message.progress);
        case 'done':
          return resolve(message.result as ResultOf<J>);
        case 'cancelled':
          return resolve(null);
        case 'failed':
          return reject(errorFromData(message.error));
        default:
          message satisfies never;
      }
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(l10n.t('The thread of the transfer ended with code {0}.', code)));
    });
  });
  return {
    result,
    cancel() {
      worker.postMessage({ kind: 'cancel' } satisfies TransferOrder);
    },
  };
}
