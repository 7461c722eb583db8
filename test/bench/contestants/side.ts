import type { LoopOperation } from './kvLoop';

/** One of those that are compared. */
export interface Side {
  /** Milliseconds that so many operations take, `lanes` of them at a time. */
  run(operation: LoopOperation, operations: number, lanes: number): Promise<number>;
}
