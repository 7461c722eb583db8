import fs from 'node:fs';
import { ours } from '../contestants/ours';
import { median } from '../report/median';
import { atMost, type Row } from '../row';

const clients = 32;

/** Bytes of memory of a process; `undefined` where this system does not tell. */
function residentBytes(pid: number): number | undefined {
  const file = `/proc/${pid}/status`;
  if (!fs.existsSync(file)) return undefined;
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(fs.readFileSync(file, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** Memory of the function host, which keeps traces and bodies of a bounded number of requests. */
export const soak: Row = {
  name: '200,000 requests with one get: memory at their end, against that after 20,000',
  unit: 'MB',
  goal: atMost(1.1, '× after 20,000 requests'),
  async measure(lab) {
    const side = await ours(lab);
    const step = lab.quick ? 100 : 1000;
    const samples: number[] = [];
    for (let sample = 0; sample < 200; sample += 1) {
      let left = step;
      const client = async (): Promise<void> => {
        while (left-- > 0) await side.request('/get');
      };
      await Promise.all(Array.from({ length: clients }, client));
      const bytes = residentBytes(side.pid);
      if (bytes === undefined) return null;
      samples.push(bytes / 1e6);
    }
    // Single samples depend on when garbage was last collected.
    const early = median(samples.slice(15, 25));
    const last = median(samples.slice(-10));
    return { ours: last, ratio: last / early };
  },
};
