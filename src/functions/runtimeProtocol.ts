import type { ClockState } from '../edge/clock';
import type { KvKey } from '../kv/kvKey';
import type { ListQuery } from '../kv/kvPort';
import type { EdgeCall } from '../rpc/edgeApi';
import type { ResultData } from '../rpc/errorData';
import type { EmulatorPlace, HostLogLine, HostSettings, TracedOperation } from '../rpc/hostApi';
import type { OperationBatch } from './operationMemory';
import type { RequestMessage } from './requestMessage';

/** An operation as a thread notes it. */
export interface NotedOperation extends Omit<TracedOperation, 'place'> {
  /** The place of the call in its bundle, as stack traces name it. */
  readonly bundlePlace?: string;
}

export type EdgeNode = HostSettings['nodes'][number];

/** What a thread is made with; one that is of another kind by now serves no new request. */
export interface ThreadKind {
  /** Bound of its memory. */
  readonly megabytes: number;
  readonly simulatedTime: boolean;
}

/** What a worker thread starts with. */
export interface RuntimeStart {
  readonly projectId: string;
  readonly emulator: EmulatorPlace;
  /** See `createOperationMemory`. */
  readonly operations: SharedArrayBuffer;
  /** Present where `Date` and timers follow simulated time. */
  readonly clock?: ClockState;
  /** KV calls go to the host, which decides when each is made; see `CheckMoment`. */
  readonly check?: true;
}

/** What code finds instead of the real time and real chance while it is checked. */
export interface CheckMoment {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  readonly seed: number;
}

/** A KV call that waits for its turn. */
export interface HeldCall {
  /** Counts up from 0 in each request. */
  readonly id: number;
  readonly call: EdgeCall;
  readonly work:
    | { readonly op: 'get' | 'delete'; readonly key: string }
    | { readonly op: 'put'; readonly key: KvKey; readonly value: Uint8Array }
    | { readonly op: 'list'; readonly query: ListQuery };
}

/** What a held call resolves to, or rejects with. */
export type HeldAnswer = ResultData & { readonly id: number; readonly nowMs: number };

/** One request, for one worker thread. */
export interface RuntimeRequest {
  /** A middleware has another context, and may let the request pass. */
  readonly kind: 'function' | 'middleware';
  readonly id: string;
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Uint8Array;
  /** Instead of the body: it is still coming, and follows in messages. */
  readonly bodyFollows?: true;
  readonly clientIp: string;
  readonly params: Readonly<Record<string, string | readonly string[]>>;
  readonly env: Readonly<Record<string, string>>;
  readonly node: EdgeNode;
  readonly profile: HostSettings['profile'];
  readonly bindings: readonly { readonly variable: string; readonly namespaceId: string }[];
  readonly exportName: string;
  readonly bundle: {
    readonly file: string;
    readonly id: number;
    /** Absent where this thread has it already. */
    readonly code?: string;
  };
  /** A debugger looks on: what is thrown must reach it as not caught by anybody. */
  readonly debugged?: true;
  /** Present where the thread was started for checks. */
  readonly check?: CheckMoment;
}

/** An error of the user's code; the places in its stack are those of the bundle. */
export interface RuntimeFailure {
  readonly message: string;
  readonly stack: string;
}

export interface RuntimeHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  /** The whole body where it was there at once; otherwise chunks follow. */
  readonly body?: Uint8Array;
}

/** How a middleware lets a request go on. */
export interface RuntimePassed {
  /** Take the place of the request's headers of the same names. */
  readonly requestHeaders: readonly (readonly [string, string])[];
  /** Take the place of those of the response, `set-cookie` excepted, which comes in addition. */
  readonly responseHeaders: readonly (readonly [string, string])[];
  /** Another address of the same project. */
  readonly url?: string;
}

export type ToRuntime =
  | RequestMessage
  | { readonly kind: 'bodyChunk'; readonly bytes: Uint8Array }
  | { readonly kind: 'bodyEnded' }
  | { readonly kind: 'bodyFailed'; readonly message: string }
  /** The client has gone. */
  | { readonly kind: 'abort' }
  /** The chunk sent last has been written. */
  | { readonly kind: 'more' }
  /** Simulated time has changed. */
  | { readonly kind: 'clock'; readonly clock: ClockState }
  /** A held call was made. */
  | { readonly kind: 'made'; readonly answer: HeldAnswer }
  | { readonly kind: 'ping' };

export type FromRuntime =
  | { readonly kind: 'ready' }
  | { readonly kind: 'head'; readonly head: RuntimeHead }
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array }
  | { readonly kind: 'bodyEnded' }
  /** Instead of the head: a middleware lets the request go on. */
  | { readonly kind: 'passed'; readonly passed: RuntimePassed }
  /** Instead of the head, or in the middle of the body. */
  | { readonly kind: 'failed'; readonly failure: RuntimeFailure }
  /** The code waits for nothing but these KV calls, and for those that it waited for before. */
  | { readonly kind: 'held'; readonly calls: readonly HeldCall[] }
  | ({ readonly kind: 'operations' } & OperationBatch)
  | {
      readonly kind: 'log';
      readonly line: HostLogLine;
      /** The place of the call in its bundle. */
      readonly bundlePlace?: string;
    }
  /** The code did something that it probably does not mean. */
  | { readonly kind: 'warning'; readonly failure: RuntimeFailure }
  /** Thrown where nobody waits: in a timer, in a promise without `catch`, in `waitUntil`. */
  | { readonly kind: 'uncaught'; readonly failure: RuntimeFailure }
  /**
   * Response and `waitUntil` are done: the thread can serve again, unless the request has changed
   * what it cannot put back. `cpuMs` is the time for which the request kept the thread busy.
   */
  | { readonly kind: 'idle'; readonly reusable: boolean; readonly cpuMs: number }
  | { readonly kind: 'pong' };
