import type { Lab } from './lab';

/** What a row must reach: of its ratio where it has one, else of our own figure. */
export interface Goal {
  readonly bound: 'atLeast' | 'atMost';
  readonly value: number;
  /** What stands behind the number: a unit, or `× Miniflare on disk`. */
  readonly words: string;
}

/** The figures of a row, in its unit. `ratio` has none. */
export interface Measured {
  readonly ours: number;
  readonly peer?: number;
  readonly floor?: number;
  readonly ratio?: number;
}

/** One line of the table. Its name is stable, so that runs can be compared. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  /** Absent where the row only informs. */
  readonly goal?: Goal;
  /** `null` where this system cannot tell. */
  measure(lab: Lab): Promise<Measured | null>;
}

/** A row as `--json` writes it. */
export interface Result {
  readonly name: string;
  readonly unit: string;
  readonly ours: number | null;
  readonly peer: number | null;
  readonly floor: number | null;
  readonly ratio: number | null;
  readonly goal: number | null;
  readonly holds: boolean | null;
}

export function atLeast(value: number, words: string): Goal {
  return { bound: 'atLeast', value, words };
}

export function atMost(value: number, words: string): Goal {
  return { bound: 'atMost', value, words };
}
