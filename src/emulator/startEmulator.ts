import * as l10n from '@vscode/l10n';
import { Worker } from 'node:worker_threads';
import { EmulatorError } from '../rpc/emulatorError';
import { errorFromData } from '../rpc/errorData';
import type { EmulatorAddress } from '../rpc/hostApi';
import type { WorkerOrder, WorkerReport, WorkerStart } from './workerMessages';

/** Where the emulator's parts lie, and where its data shall. */
export interface EmulatorOptions extends WorkerStart {
  /** Bundle of `worker.ts`. */
  readonly workerFile: string;
  /** Told of what went wrong without losing anything, such as a snapshot that failed. */
  readonly onWarning?: (message: string) => void;
}

/** The emulator's thread. */
export interface EmulatorThread {
  readonly address: EmulatorAddress;
  /** Resolves with the thread's exit code, 0 after {@link EmulatorThread.stop}. */
  readonly exited: Promise<number>;
  /**
   * Saves and closes everything; rejects where the last snapshot failed (the journal stays), or
   * where the thread has crashed.
   */
  stop(): Promise<void>;
}

/**
 * Starts the emulator in a thread of its own.
 *
 * @throws EmulatorError `STORE_LOCKED` or `STORE_FAILED`
 */
export async function startEmulator(options: EmulatorOptions): Promise<EmulatorThread> {
  const { workerFile, onWarning, l10n: bundle, ...start } = options;
  // For import and export, which run on this side.
  if (bundle) l10n.config({ contents: bundle });
  const workerData: WorkerStart = { ...start, ...(bundle ? { l10n: bundle } : {}) };
  const worker = new Worker(workerFile, { workerData, name: 'Pages KV emulator' });
  let crash: Error | undefined;
  let failure: Error | undefined;
  worker.on('error', (error) => {
    crash = error instanceof Error ? error : new Error(String(error));
  });
  const exited = new Promise<number>((resolve) => {
    worker.once('exit', resolve);
  });

  const address = await new Promise<EmulatorAddress>((resolve, reject) => {
    worker.on('message', (message: WorkerReport) => {
      switch (message.kind) {
        case 'ready':
          return resolve(message.address);
        case 'failed':
          failure = errorFromData(message.error);
          return reject(failure);
        case 'warning':
          return onWarning?.(message.message);
        default:
          message satisfies never;
      }
    });
    void exited.then((code) => {
      const reason = crash?.message ?? `exit code ${code}`;
      reject(
        new EmulatorError('STORE_FAILED', l10n.t('The KV emulator did not start: {0}', reason)),
      );
    });
  });

  let stopping: Promise<void> | undefined;
  return {
    address,
    exited,
    stop() {
      stopping ??= (async () => {
        worker.postMessage({ kind: 'stop' } satisfies WorkerOrder);
        await exited;
        const error = failure ?? crash;
        if (error) throw error;
      })();
      return stopping;
    },
  };
}
