import { echo } from '../contestants/echo';
import type { LoopOperation } from '../contestants/kvLoop';
import { miniflareInMemory, miniflareOnDisk } from '../contestants/miniflare';
import { ours } from '../contestants/ours';
import type { Side } from '../contestants/side';
import { perLab, type Lab } from '../lab';
import { race, type Runner } from '../race';
import { atLeast, atMost, type Goal, type Row } from '../row';

type Rates = Readonly<Record<'ours' | 'disk' | 'memory' | 'echo', number>>;
type Race = (lab: Lab) => Promise<Rates>;

/** All sides in turns; `list` has no floor of its own, the echo of 1 KB stands for it. */
function raceOf(operation: LoopOperation, lanes: number): Race {
  return perLab(async (lab) => {
    const runner =
      (side: Side): Runner =>
      (operations) =>
        side.run(operation, operations, lanes);
    const sides = {
      ours: runner(await ours(lab)),
      disk: runner(await miniflareOnDisk(lab)),
      memory: runner(await miniflareInMemory(lab)),
      echo: runner(await echo(lab)),
    };
    const { rounds, roundMs } = lab;
    return race(sides, { rounds, roundMs, operationsMin: lab.quick ? 100 : 500 });
  });
}

function against(peer: 'disk' | 'memory', name: string, rates: Race, goal?: Goal): Row {
  return {
    name,
    unit: 'operations/s',
    ...(goal ? { goal } : {}),
    async measure(lab) {
      const measured = await rates(lab);
      const { ours: own, echo: floor } = measured;
      return { ours: own, peer: measured[peer], floor, ratio: own / measured[peer] };
    },
  };
}

const disk = '× Miniflare on disk';
const getSerial = raceOf('get', 1);
const getMany = raceOf('get', 32);
const putSerial = raceOf('put', 1);
const putMany = raceOf('put', 32);
const list = raceOf('list', 1);

/** What a function waits for: values of 1 KB, by code that runs inside of each side. */
export const insideFunction: readonly Row[] = [
  against('disk', 'get hit, one at a time', getSerial, atLeast(3, disk)),
  against('disk', 'get hit, 32 in flight', getMany, atLeast(10, disk)),
  against('disk', 'put, one at a time', putSerial, atLeast(6, disk)),
  against('disk', 'put, 32 in flight', putMany, atLeast(10, disk)),
  against('disk', 'list of 256 keys', list, atLeast(4, disk)),
  {
    name: 'cached get against a bare echo',
    unit: 'µs',
    goal: atMost(1.5, '× the echo'),
    async measure(lab) {
      const rates = await getSerial(lab);
      const [own, floor] = [1e6 / rates.ours, 1e6 / rates.echo];
      return { ours: own, floor, ratio: own / floor };
    },
  },
  against('memory', 'get hit, one at a time, Miniflare in memory', getSerial),
  against('memory', 'get hit, 32 in flight, Miniflare in memory', getMany),
  against('memory', 'put, one at a time, Miniflare in memory', putSerial),
  against('memory', 'put, 32 in flight, Miniflare in memory', putMany),
  against('memory', 'list of 256 keys, Miniflare in memory', list),
];
