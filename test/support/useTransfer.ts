import assert from 'node:assert/strict';
import path from 'node:path';
import type { ExportJob, ExportResult } from '../../src/emulator/transfer/exportRecords';
import type { ImportJob, ImportResult } from '../../src/emulator/transfer/importRecords';
import { startTransfer, type Transfer } from '../../src/emulator/transfer/startTransfer';
import { formatOf } from '../../src/emulator/transfer/transferFormat';
import type { ResultOf, TransferJob } from '../../src/emulator/transfer/transferMessages';
import type { TransferProgress } from '../../src/emulator/transfer/progress';
import type { EmulatorApi } from '../../src/rpc/emulatorApi';
import { productFiles } from './productFiles';
import { useEmulator, type EmulatorUnderTest } from './useEmulator';

export const from = { account: 'main', namespace: 'from' };
export const to = { account: 'main', namespace: 'to' };

/** A real emulator with the namespaces `from` and `to`, and real transfer threads. */
export interface TransferUnderTest extends EmulatorUnderTest {
  file(name: string): string;
  start<J extends TransferJob>(
    job: J,
    onProgress?: (progress: TransferProgress) => void,
  ): Transfer<ResultOf<J>>;
  export(name: string, place?: typeof from): Promise<ExportResult>;
  import(name: string, options?: Partial<ImportJob>): Promise<ImportResult>;
}

export function useTransfer(): TransferUnderTest {
  const emulator = useEmulator();

  beforeEach(async () => {
    const api = emulator.api();
    await api.configure({ profile: 'observed', cacheMisses: false, fsync: 'everySecond' });
    await api.createAccount({ name: 'main' });
    await api.createNamespace({ account: 'main', name: 'from' });
    await api.createNamespace({ account: 'main', name: 'to' });
  });

  const file = (name: string): string => path.join(emulator.folder(), name);

  function start<J extends TransferJob>(
    job: J,
    onProgress?: (progress: TransferProgress) => void,
  ): Transfer<ResultOf<J>> {
    return startTransfer({
      workerFile: productFiles.transfer,
      wasmFile: productFiles.wasm,
      emulator: { storageFolder: emulator.folder() },
      job,
      ...(onProgress ? { onProgress } : {}),
    });
  }

  return {
    ...emulator,
    file,
    start,
    async export(name, place = from) {
      const job: ExportJob = { kind: 'export', ...place, file: file(name), format: formatOf(name) };
      return resultOf(await start(job).result);
    },
    async import(name, options = {}) {
      const format = options.format ?? formatOf(name);
      const choice = { mode: 'merge', dryRun: false, ...options } as const;
      const job: ImportJob = { kind: 'import', ...to, file: file(name), ...choice, format };
      return resultOf(await start(job).result);
    },
  };
}

/** Every record of a namespace, by key. */
export async function contentOf(
  api: EmulatorApi,
  place: typeof from,
): Promise<ReadonlyMap<string, string>> {
  const content = new Map<string, string>();
  for (let after: string | null = null; ;) {
    const page = await api.readRecords({ ...place, after });
    for (const { key, value } of page.records) {
      content.set(key, Buffer.from(value).toString('latin1'));
    }
    if (page.complete) return content;
    after = page.records.at(-1)?.key ?? null;
  }
}

function resultOf<R>(result: R | null): R {
  assert.ok(result, 'the transfer was cancelled');
  return result;
}
