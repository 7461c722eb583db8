/** The person went one step back. */
export const back = Symbol('back');

/** `undefined` where the person gave up. */
export type Answer<T> = T | typeof back | undefined;

/** What all steps of one question round show. */
export interface Frame {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
}
