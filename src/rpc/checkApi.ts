import type { ViolationKind } from '../edge/history/violation';
import type { CodePlace } from './hostApi';

/** A request of a check. Those with the same client header follow each other. */
export interface CheckRequest {
  /** Path and query, `/` first. */
  readonly path: string;
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** Fixed; otherwise the nodes take turns. */
  readonly node?: string | undefined;
}

/** What a check is asked with. */
export interface CheckOptions {
  readonly requests: readonly CheckRequest[];
  /** How often each request is made; by default once where there are several, else three times. */
  readonly times?: number | undefined;
  /** How many edge nodes take part, in the order of the network. */
  readonly nodes?: number | undefined;
  readonly seed?: number | undefined;
  /** How many orders of KV steps are tried at most. */
  readonly schedules?: number | undefined;
  /** JavaScript that must be true of `final`, `responses` and `N` after each order. */
  readonly invariant?: string | undefined;
  /** Only this order is tried: of each step, the number of the request that makes it. */
  readonly schedule?: readonly number[] | undefined;
  /** As in the emulator's settings. */
  readonly cacheMisses?: boolean | undefined;
}

/** Bounds of a check. */
export const checkLimits = {
  requestsMax: 16,
  schedulesDefault: 200,
  schedulesMax: 10_000,
  timesDefault: 3,
  nodesDefault: 2,
  /** Of one order; a request that goes on beyond them never ends. */
  stepsMax: 2000,
  recordsMax: 10_000,
  recordBytesMax: 16 * 1024 * 1024,
} as const;

/** One KV call of an order, at its turn. */
export interface CheckStep {
  /** Number of the request, from 0, in {@link CheckRun.requests}. */
  readonly request: number;
  readonly op: 'get' | 'put' | 'delete' | 'list';
  readonly key: string;
  readonly variable: string;
  readonly node: string;
  readonly source: 'cache' | 'central';
  readonly version: number | null;
  readonly replacedVersion: number | null;
  readonly stale: boolean;
  /** The call was refused with this message. */
  readonly error?: string;
  readonly place?: CodePlace;
}

/** Numbers are those of requests and steps of the run, from 0. */
export interface CheckViolation {
  readonly kind: ViolationKind | 'invariant';
  /** Empty for an invariant. */
  readonly key: string;
  /** Who did wrong, and whom it took besides. */
  readonly requests: readonly number[];
  /** What was read, the other request's step, and the step that went wrong, as far as known. */
  readonly read?: number;
  readonly other?: number;
  readonly step?: number;
  /** Why the invariant does not hold, where it threw. */
  readonly reason?: string;
}

/** One order of steps from begin to end. */
export interface CheckRun {
  readonly requests: readonly {
    readonly path: string;
    readonly method: string;
    readonly node: string;
    readonly status: number;
    /** Message of the error that the code threw. */
    readonly failure?: string;
  }[];
  readonly steps: readonly CheckStep[];
  readonly schedule: readonly number[];
  readonly violations: readonly CheckViolation[];
  /** The requests in a form that gives the same run again. */
  readonly asked: readonly CheckRequest[];
}

export interface CheckOutcome {
  readonly seed: number;
  readonly schedulesRun: number;
  /** Every order there is was tried. */
  readonly exhaustive: boolean;
  /** The namespaces have more records than a check takes along. */
  readonly recordsCut: boolean;
  /** The first run that went wrong; absent where none did. */
  readonly failed?: CheckRun;
  /** The same fault with as few requests and changes of turn as were found. */
  readonly shrunk?: CheckRun;
  /** What the code threw without any other request in its way. */
  readonly failures: readonly { readonly request: number; readonly message: string }[];
}
