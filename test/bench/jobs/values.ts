import { randomBytes } from 'node:crypto';

/** Values of so many bytes that differ and do not compress, cheaper to make than to store. */
export function valueSource(bytes: number): (index: number) => Uint8Array {
  const spare = 4096;
  const pool = randomBytes(bytes + spare);
  return (index) => pool.subarray((index * 7) % spare, ((index * 7) % spare) + bytes);
}

/** Numbers from 0 to `below`, the same in each run. */
export function numberSource(seed = 1): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
