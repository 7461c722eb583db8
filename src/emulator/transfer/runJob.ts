import * as l10n from '@vscode/l10n';
import { EmulatorError } from '../../rpc/emulatorError';
import { exportRecords, type JobContext } from './exportRecords';
import { importRecords } from './importRecords';
import { seedRecords } from './seedRecords';
import type { ResultOf, TransferJob } from './transferMessages';

/**
 * Does a job.
 *
 * @throws EmulatorError, KvError, or the signal's reason where an export was cancelled
 */
export async function runJob(
  context: JobContext,
  job: TransferJob,
): Promise<ResultOf<TransferJob>> {
  try {
    switch (job.kind) {
      case 'export':
        return await exportRecords(context, job);
      case 'import':
        return await importRecords(context, job);
      case 'seed':
        return await seedRecords(context, job);
      default:
        return job satisfies never;
    }
  } catch (error) {
    throw namingFile(error, job);
  }
}

/** Errors of the file system get a sentence with the file's name; all others stay as they are. */
function namingFile(error: unknown, { kind, file }: TransferJob): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  const sentence =
    kind === 'export'
      ? l10n.t('"{0}" could not be written: {1}', file, error.message)
      : l10n.t('"{0}" could not be read: {1}', file, error.message);
  return new EmulatorError('REQUEST_INVALID', sentence);
}
