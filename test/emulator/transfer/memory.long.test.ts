import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import type {
  TransferJob,
  TransferReport,
  TransferStart,
} from '../../../src/emulator/transfer/transferMessages';
import type { RecordContent } from '../../../src/rpc/emulatorData';
import { productFiles } from '../../support/productFiles';
import { from, to, useTransfer } from '../../support/useTransfer';

const megabytes = 100;
const script = `
  const { Worker } = require('node:worker_threads');
  const [workerFile, start] = process.argv.slice(1);
  let most = 0;
  const timer = setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, 20);
  new Worker(workerFile, { workerData: JSON.parse(start) }).on('message', (report) => {
    most = Math.max(most, process.memoryUsage().rss);
    if (report.kind === 'progress') return;
    clearInterval(timer);
    process.send({ report, most }, () => process.disconnect());
  });
`;

describe('a transfer of 100 MB', () => {
  const transfer = useTransfer();

  /** The most memory of a process that does nothing but this job. */
  async function memoryOf(job: TransferJob): Promise<number> {
    const start: TransferStart = {
      job,
      emulator: { storageFolder: transfer.folder() },
      wasmFile: productFiles.wasm,
    };
    const child = spawn(
      process.execPath,
      ['-e', script, productFiles.transfer, JSON.stringify(start)],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    const [{ report, most }] = (await once(child, 'message')) as [
      { report: TransferReport; most: number },
    ];
    assert.equal(report.kind, 'done', JSON.stringify(report));
    return most;
  }

  it('takes no more memory than one of 10 MB, and some garbage', async function () {
    this.timeout(400_000);
    const formats = ['ndjson', 'json', 'csv', 'sqlite'] as const;
    const value = Buffer.alloc(1000, 'v"é\n'.repeat(50));
    const fill = async (first: number, last: number): Promise<void> => {
      for (let batch = first; batch < last; batch += 1) {
        const records: RecordContent[] = [];
        for (let key = 0; key < 1000; key += 1) records.push({ key: `k${batch}_${key}`, value });
        await transfer.api().putRecords({ ...from, records, mode: 'merge' });
      }
    };
    const measure = async (): Promise<readonly number[]> => {
      const most: number[] = [];
      for (const format of formats) {
        const file = transfer.file(`large.${format}`);
        const mode = { mode: 'merge', dryRun: false } as const;
        most.push(await memoryOf({ kind: 'export', ...from, file, format }));
        most.push(await memoryOf({ kind: 'import', ...to, file, format, ...mode }));
      }
      return most;
    };
    await fill(0, megabytes / 10);
    const small = await measure();
    await fill(megabytes / 10, megabytes);
    const large = await measure();
    const inMb = (all: readonly number[]) => all.map((one) => Math.round(one / 1e6)).join(' ');
    console.log(`      rss in MB, 10 MB: ${inMb(small)}; 100 MB: ${inMb(large)}`);
    large.forEach((bytes, index) => {
      // Ten times the data; if it were held, nine tenths of it would be on top.
      const growth = bytes - (small[index] ?? 0);
      assert.ok(growth < 0.75 * megabytes * 1e6, `${formats[index >> 1]}: ${growth} bytes more`);
    });
    for (const format of formats) {
      assert.ok(fs.statSync(transfer.file(`large.${format}`)).size > megabytes * 1e6);
    }
  });
});
