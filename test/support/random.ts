/** Numbers that a seed gives, the same each time. */
export interface Random {
  /** A whole number from 0 up to `end`, which is not one of them. */
  below(end: number): number;
  chance(probability: number): boolean;
  pick<T>(among: readonly T[]): T;
  /** Small ones as often as large ones, and 0 among them. */
  size(most: number): number;
}

/** Mulberry32: 32 bits of state are enough for tests. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
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
