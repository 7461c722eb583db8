import { runJob } from '../jobs/runJob';
import { perLab, type Lab } from '../lab';
import { median } from '../report/median';
import { atMost, type Row } from '../row';

/** A store as full as the product promises to take. */
export interface Fullness {
  /** How the names of its rows begin. */
  readonly title: string;
  readonly records: number;
  readonly valueBytes: number;
  /** What `listPages` asks for. */
  readonly pageKeys: number;
  /** Records of the namespace that puts are compared with. */
  readonly smallRecords: number;
}

type Opened = Awaited<ReturnType<typeof runJob<'openFilledStore'>>>;

/** What pages are compared with; puts are compared with as few values of their own size. */
const small = { name: 'small', records: 1000, valueBytes: 100 };

/** Rows about one fullness; the store is filled once for all of them. */
export function filledStore(fullness: Fullness): readonly Row[] {
  const { title } = fullness;
  const sizes = (lab: Lab) => ({
    large: { name: 'large', records: Math.ceil(fullness.records / (lab.quick ? 10 : 1)) },
    few: { name: 'few', records: fullness.smallRecords },
    valueBytes: fullness.valueBytes,
  });

  const fill = perLab(async (lab) => {
    const folder = lab.folder(title.replace(/\W/g, '_'));
    const { large, few, valueBytes } = sizes(lab);
    const fillings = [small, { ...few, valueBytes }, { ...large, valueBytes }];
    return { folder, ...(await runJob('fillStore', { folder, fillings })) };
  });

  const open = perLab(async (lab) => {
    const { folder } = await fill(lab);
    const runs: Opened[] = [];
    for (let round = 0; round < lab.rounds; round += 1) {
      runs.push(await runJob('openFilledStore', { folder, name: 'large' }));
    }
    const middle = (of: (run: Opened) => number): number => median(runs.map(of));
    return {
      ms: middle((run) => run.ms),
      rss: middle((run) => run.rss),
      bytes: middle((run) => run.bytes),
    };
  });

  const empty = perLab((lab) => runJob('emptyStore', { folder: lab.folder('empty') }));

  return [
    {
      name: `${title}: open`,
      unit: 'ms',
      goal: atMost(3000, 'ms'),
      async measure(lab) {
        const { ms, bytes } = await open(lab);
        const floors: number[] = [];
        for (let round = 0; round < lab.rounds; round += 1) {
          floors.push(await runJob('touchMemory', { bytes }));
        }
        return { ours: ms, floor: median(floors) };
      },
    },
    {
      name: `${title}: first page of the tree`,
      unit: 'ms',
      goal: atMost(100, 'ms'),
      async measure(lab) {
        const { folder } = await fill(lab);
        const { rounds } = lab;
        return { ours: median(await runJob('firstPage', { folder, name: 'large', rounds })) };
      },
    },
    {
      name: `${title}: a page of ${fullness.pageKeys} keys`,
      unit: 'µs',
      goal: atMost(2, '× at 1,000 records'),
      async measure(lab) {
        const { folder } = await fill(lab);
        const { rounds, roundMs } = lab;
        const { large } = sizes(lab);
        const limit = Math.min(fullness.pageKeys, large.records / 2);
        const request = { folder, large, small, limit };
        const rates = await runJob('listPages', { ...request, rounds, roundMs });
        return { ours: 1e6 / rates.large, ratio: rates.small / rates.large };
      },
    },
    {
      name: `${title}: put`,
      unit: 'µs',
      goal: atMost(2, `× at ${fullness.smallRecords.toLocaleString('en-US')} records`),
      async measure(lab) {
        const { folder } = await fill(lab);
        const { rounds, roundMs } = lab;
        const { large, few, valueBytes } = sizes(lab);
        const request = { folder, large, small: few, valueBytes, rounds, roundMs };
        const rates = await runJob('putRates', request);
        return { ours: 1e6 / rates.large, ratio: rates.small / rates.large };
      },
    },
    {
      name: `${title}: memory, opened`,
      unit: 'MB',
      goal: atMost(3, '× the data'),
      async measure(lab) {
        const { rss, bytes } = await open(lab);
        const grown = rss - (await empty(lab)).rss;
        return { ours: grown / 1e6, ratio: grown / bytes };
      },
    },
    {
      name: `${title}: memory, at most while written and saved`,
      unit: 'MB',
      goal: atMost(3, '× the data'),
      async measure(lab) {
        const { bytes } = await open(lab);
        const grown = (await fill(lab)).peak - (await empty(lab)).peak;
        return { ours: grown / 1e6, ratio: grown / bytes };
      },
    },
  ];
}
