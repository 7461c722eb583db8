import { median } from './report/median';

/** Does so many operations and says how many milliseconds they took. */
export type Runner = (operations: number) => Promise<number>;

/** How long it goes on. */
export interface Pace {
  readonly rounds: number;
  readonly roundMs: number;
  /** A round has no fewer: so many that what it costs to begin one does not count. */
  readonly operationsMin?: number;
}

/** A round keeps a trace of each of its operations, so there is an end to them. */
const operationsMax = 20_000;

/**
 * Lets sides take turns, so that whatever else the machine does hits all of them.
 *
 * @returns operations a second of each, the median of its rounds
 */
export async function race<Name extends string>(
  runners: Readonly<Record<Name, Runner>>,
  { rounds, roundMs, operationsMin = 8 }: Pace,
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(runners) as Name[];
  const sides: { name: Name; operations: number; rates: number[] }[] = [];
  for (const name of names) {
    sides.push({
      name,
      operations: await warmUp(runners[name], roundMs, operationsMin),
      rates: [],
    });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, operations, rates } of sides) {
      rates.push((operations / (await runners[name](operations))) * 1000);
    }
  }
  return Object.fromEntries(sides.map(({ name, rates }) => [name, median(rates)])) as Record<
    Name,
    number
  >;
}

/** Runs ever more until a round is long enough to be measured; returns how many that takes. */
async function warmUp(run: Runner, roundMs: number, operationsMin: number): Promise<number> {
  let operations = operationsMin;
  // The first ones open and connect what later ones find ready.
  await run(operations);
  for (;;) {
    const ms = await run(operations);
    if (ms >= roundMs / 2 || operations >= operationsMax) {
      return Math.min(
        operationsMax,
        Math.max(operationsMin, Math.ceil((operations * roundMs) / ms)),
      );
    }
    operations = Math.min(operationsMax, operations * 2);
  }
}
