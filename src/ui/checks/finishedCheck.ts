import type { CheckOptions, CheckOutcome } from '../../rpc/checkApi';
import type { Project } from '../services';

/** A check that can be made. */
export interface AskedCheck {
  readonly project: Project;
  /** What people call it: the route. */
  readonly name: string;
  /** Absolute path of the function. */
  readonly file: string;
  readonly options: CheckOptions;
}

export interface FinishedCheck extends AskedCheck {
  readonly outcome: CheckOutcome;
}
