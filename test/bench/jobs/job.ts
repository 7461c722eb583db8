import { jobs } from './jobs';
import { KvError } from '../../../src/kv/kvError';
import { EmulatorError } from '../../../src/rpc/emulatorError';
import { StoreError } from '../../../src/store/storeError';

/** What a process for one job is told. */
export interface JobOrder {
  readonly name: keyof typeof jobs;
  readonly request: never;
}

/** What it answers. */
export type JobAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string; readonly byProduct: boolean };

process.once('message', ({ name, request }: JobOrder) => {
  const job: (request: never) => Promise<unknown> = jobs[name];
  job(request).then(
    (value) => {
      answer({ ok: true, value });
    },
    (error: Error) => {
      const byProduct = [StoreError, KvError, EmulatorError].some((kind) => error instanceof kind);
      answer({ ok: false, message: error.stack ?? error.message, byProduct });
    },
  );
});
process.on('disconnect', () => process.exit());

function answer(message: JobAnswer): void {
  process.send?.(message, () => process.exit());
}
