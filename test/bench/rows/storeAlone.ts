import { runJob } from '../jobs/runJob';
import type { Lab } from '../lab';
import { atLeast, atMost, type Row } from '../row';

const valueBytes = 1024;

/** The store without an emulator around it, 1 KB values. */
export const storeAlone: readonly Row[] = [
  {
    name: 'store alone: put in batches',
    unit: 'puts/s',
    goal: atLeast(30_000, 'puts/s'),
    async measure(lab) {
      const folder = lab.folder('store-put');
      return { ours: await runJob('putBatches', { folder, valueBytes, ...pace(lab) }) };
    },
  },
  {
    name: 'store alone: get',
    unit: 'gets/s',
    goal: atLeast(50_000, 'gets/s'),
    async measure(lab) {
      const folder = lab.folder('store-get');
      const [name, records] = ['main', lab.quick ? 2000 : 50_000];
      await runJob('fillStore', { folder, fillings: [{ name, records, valueBytes }] });
      return { ours: await runJob('getRates', { folder, name, records, ...pace(lab) }) };
    },
  },
  written('bytes written to disk, new records', 'store-new', (puts) => puts),
  written('bytes written to disk, overwritten records', 'store-old', (puts) => puts / 16),
];

function written(name: string, folder: string, recordsOf: (puts: number) => number): Row {
  return {
    name,
    unit: 'MB',
    goal: atMost(3, '× the payload'),
    async measure(lab) {
      const puts = lab.quick ? 16_384 : 262_144;
      const request = { folder: lab.folder(folder), puts, records: recordsOf(puts), valueBytes };
      const run = await runJob('longRun', request);
      return run && { ours: run.written / 1e6, ratio: run.written / run.payload };
    },
  };
}

function pace({ rounds, roundMs }: Lab): { readonly rounds: number; readonly roundMs: number } {
  return { rounds, roundMs };
}
