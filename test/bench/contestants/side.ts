import type { LoopOperation } from './kvLoop';
import type { HandlerPath } from './handlers';

/** One of those that are compared. */
export interface Side {
  /** Milliseconds that so many operations take, `lanes` of them at a time. */
  run(operation: LoopOperation, operations: number, lanes: number): Promise<number>;
}

/** One that answers requests. */
export interface RequestSide extends Side {
  /** Sends one request to a handler and reads its answer to the end. */
  request(path: HandlerPath): Promise<void>;
}

/** One whose processes can be looked at. */
export interface ProcessSide extends RequestSide {
  /** Of the process that runs functions. */
  readonly pid: number;
  /** Of the project. */
  readonly folder: string;
  readonly url: string;
}
