import type { ErrorData } from '../../rpc/errorData';
import type { EmulatorPlace } from '../../rpc/hostApi';
import type { ExportJob, ExportResult } from './exportRecords';
import type { ImportJob, ImportResult } from './importRecords';
import type { TransferProgress } from './progress';
import type { SeedJob, SeedResult } from './seedRecords';

export type TransferJob = ExportJob | ImportJob | SeedJob;

/** What a job gives. */
export type ResultOf<J extends TransferJob> = J extends ExportJob
  ? ExportResult
  : J extends ImportJob
    ? ImportResult
    : SeedResult;

/** What the thread of a job is started with. */
export interface TransferStart {
  readonly job: TransferJob;
  readonly emulator: EmulatorPlace;
  readonly wasmFile: string;
  readonly l10n?: Readonly<Record<string, string>>;
}

/** What the thread says; the last thing is `done`, `cancelled` or `failed`. */
export type TransferReport =
  | { readonly kind: 'progress'; readonly progress: TransferProgress }
  | { readonly kind: 'done'; readonly result: ResultOf<TransferJob> }
  /** An export that left nothing behind. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: ErrorData };

/** What the thread is told. */
export interface TransferOrder {
  readonly kind: 'cancel';
}
