import { runActivations } from '../activation/runActivations';
import { runJob } from '../jobs/runJob';
import { perLab } from '../lab';
import { median } from '../report/median';
import { atMost, type Row } from '../row';

const activations = perLab(runActivations);

/** What the extension costs those with whom it shares the extension host. */
export const extensionHost: readonly Row[] = [
  {
    name: 'main thread blocked while 1 GB is written and saved',
    unit: 'ms',
    goal: atMost(50, 'ms'),
    async measure(lab) {
      const folder = lab.folder('account');
      const records = lab.quick ? 20 : 200;
      return { ours: await runJob('blockMainThread', { folder, records, valueBytes: 5_000_000 }) };
    },
  },
  {
    name: 'activation in a window at rest',
    unit: 'ms',
    goal: atMost(100, 'ms'),
    measure: async (lab) => ({ ours: median((await activations(lab)).map(({ ms }) => ms)) }),
  },
  {
    name: 'sql.js loaded before a namespace is used',
    unit: 'loads',
    goal: atMost(0, 'loads'),
    async measure(lab) {
      const early = (await activations(lab)).filter(({ sqlLoadedEarly }) => sqlLoadedEarly);
      return { ours: early.length };
    },
  },
];
