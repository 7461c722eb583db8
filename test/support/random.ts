import { createSeededRandom } from '../../src/functions/seededRandom';

/** Numbers that a seed gives, the same each time. */
export interface Random {
  /** A whole number from 0 up to `end`, which is not one of them. */
  below(end: number): number;
  chance(probability: number): boolean;
  pick<T>(among: readonly T[]): T;
  /** Small ones as often as large ones, and 0 among them. */
  size(most: number): number;
}

export function createRandom(seed: number): Random {
  const next = createSeededRandom(seed);
  return {
    below: (end) => Math.floor(next() * end),
    chance: (probability) => next() < probability,
    pick(among) {
      const one = among[Math.floor(next() * among.length)];
      if (one === undefined) throw new RangeError('There is nothing to pick from');
      return one;
    },
    size: (most) => Math.floor((most + 1) ** next()) - 1,
  };
}
