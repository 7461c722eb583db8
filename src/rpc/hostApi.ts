import type { EdgeNode } from '../edge/edgeNode';
import type { KvOperation } from '../edge/kvOperation';
import type { ProfileName } from '../kv/profile';
import type { CheckOptions, CheckOutcome } from './checkApi';
import type { ProjectRef } from './emulatorData';

/** The local socket of the emulator, and the token its lock file keeps for its owner. */
export interface EmulatorAddress {
  readonly path: string;
  readonly token: string;
}

/** Where a process that does not lead looks for the emulator: its lock names the leader. */
export interface EmulatorPlace {
  readonly storageFolder: string;
}

/** What a function may use. */
export interface FunctionLimits {
  /** What happens to a function that uses more than 200 ms of CPU without waiting. */
  readonly cpu: 'warn' | 'enforce' | 'off';
  readonly memoryMegabytes: number;
  /** Of a request's body. */
  readonly bodyBytes: number;
  /** Of a function's code with everything that it imports. */
  readonly bundleBytes: number;
}

/** The platform's [DOC]; more CPU than it allows is told, but not forbidden. */
export const platformLimits: FunctionLimits = {
  cpu: 'warn',
  memoryMegabytes: 128,
  bodyBytes: 1024 * 1024,
  bundleBytes: 5 * 1024 * 1024,
};

/** Which node serves a request that names none. */
export interface NodeRouting {
  readonly policy: 'fixed' | 'roundRobin' | 'nearest' | 'sticky' | 'random';
  /** Where clients of the policy `nearest` are, in degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** Of the policy `random`. */
  readonly seed: number;
}

/** The default node serves. */
export const fixedRouting: NodeRouting = { policy: 'fixed', latitude: 0, longitude: 0, seed: 1 };

export interface HostSettings {
  readonly profile: ProfileName;
  /** Count where the emulator, which knows better, cannot be asked. */
  readonly nodes: readonly EdgeNode[];
  readonly defaultNode: string;
  /** Absent: the default node. */
  readonly routing?: NodeRouting;
  /** Whether `Date` and timers of functions follow the simulated clock. */
  readonly simulatedTime?: boolean;
  /** A function that never yields is stopped after this time. */
  readonly timeoutMs: number;
  readonly limits: FunctionLimits;
}

export interface HostStart {
  readonly project: ProjectRef;
  /** Absolute path of the project's folder. */
  readonly folder: string;
  readonly emulator: EmulatorPlace;
  /** First port to try; the next free one is taken where it is in use. */
  readonly port: number;
  readonly settings: HostSettings;
  /** Translated texts by English text, as `vscode.l10n.bundle`. */
  readonly l10n?: Readonly<Record<string, string>>;
}

/** One handler of a route, as the Projects view and CodeLens show it. */
export interface RouteHandler {
  /** `ALL` for `onRequest`. */
  readonly method: 'ALL' | 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  /** Name of the export: `onRequest`, `onRequestGet`, … or `default`. */
  readonly exportName: string;
  /** First line of the handler, from 1. */
  readonly line: number;
}

export interface RouteInfo {
  /** `/api/[id]`, `/` for the root index. */
  readonly route: string;
  /** Absolute path. */
  readonly file: string;
  readonly handlers: readonly RouteHandler[];
}

/** A fault of the user's code or settings, at its place in the source. */
export interface FunctionProblem {
  readonly source: 'bundle' | 'runtime' | 'settings';
  readonly severity: 'error' | 'warning';
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

/** A place in the user's source. */
export interface CodePlace {
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** A KV call of one request, with what the caller waited for it. */
export interface TracedOperation extends Omit<KvOperation, 'atMs'> {
  /** Simulated time, milliseconds since 1970; `null` where the call was refused. */
  readonly atMs: number | null;
  /** Which of the project's namespaces; of no use to whoever reads a result. */
  readonly namespaceId?: string;
  /** Under which name the code calls the namespace. */
  readonly variable?: string;
  /** Real milliseconds from the begin of the code's work on the request to the call. */
  readonly startedMs: number;
  /** Real milliseconds. */
  readonly durationMs: number;
  /** The code that made the call; absent where it cannot be told. */
  readonly place?: CodePlace;
  /** Message of the error where the call was refused. */
  readonly error?: string;
}

/** One request from its first byte to the end of `waitUntil`. */
export interface RequestTrace {
  readonly id: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Real time at its first byte, milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly status: number;
  readonly node: string;
  /** Who asked, as far as the host can tell: the {@link clientHeader}, else address and browser. */
  readonly client: string;
  /** Route that answered; absent for static files and 404. */
  readonly route?: string;
  /** Absolute path of the static file that answered. */
  readonly file?: string;
  readonly durationMs: number;
  /** Bytes of the request's body; absent where it was not read to its end. */
  readonly bodyBytes?: number;
  /** The first {@link tracedOperationsMax}. */
  readonly operations: readonly TracedOperation[];
  /** How many more there were. */
  readonly operationsLeftOut?: number;
  /** The first error of the code. */
  readonly failure?: { readonly message: string; readonly place: CodePlace };
}

/** A request keeps so many KV operations in its trace. */
export const tracedOperationsMax = 1000;

/** What a request asked for beside method and path, to ask for it again. */
export interface AskedRequest {
  /** As they came, our own left out. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Uint8Array;
  /** Why there was a body that is not here: others took its room, too long, or nobody read it. */
  readonly bodyMissing?: 'dropped' | 'tooLarge' | 'unread';
}

export interface HostLogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly text: string;
  /** The code that logged it; absent for what the host says. */
  readonly place?: CodePlace;
}

/** The function host as the extension calls it (IPC of the child process). */
export interface HostApi {
  start(options: HostStart): Promise<{ readonly url: string; readonly port: number }>;
  configure(settings: HostSettings): Promise<void>;
  /** Waits for the request to end. `null` where no such request is known (the last 1,000 are). */
  trace(requestId: string): Promise<RequestTrace | null>;
  /** `null` where no such request is known (the last 10,000 are, within 50 MB). */
  asked(requestId: string): Promise<AskedRequest | null>;
  /**
   * Opens the process to debuggers. Requests wait from now on for {@link debuggerAttached}, half a
   * minute at most.
   *
   * @returns the address of its inspector, `ws://127.0.0.1:…`
   */
  openDebugger(): Promise<{ readonly address: string }>;
  /** A debugger has attached to the process: resolves once breakpoints can be hit. */
  debuggerAttached(): Promise<void>;
  /** What stands at a breakpoint goes on; later requests are served without a debugger. */
  closeDebugger(): Promise<void>;
  /** Runs requests in many orders of their KV steps, on a copy of the records. */
  check(options: CheckOptions): Promise<CheckOutcome>;
  /** Gives up the check that is under way, which then rejects. */
  stopCheck(): Promise<void>;
  stop(): Promise<void>;
}

/** What the function host tells the extension by itself. */
export interface HostEvents {
  log(line: HostLogLine): void;
  /** The whole table, after each build. */
  routes(routes: readonly RouteInfo[]): void;
  /** The whole list, after each change; empty when all is well. */
  problems(problems: readonly FunctionProblem[]): void;
  requestEnded(trace: RequestTrace): void;
}

/** The same as it crosses the processes: the ends of many requests in one message. */
export interface HostMessages extends Omit<HostEvents, 'requestEnded'> {
  requestsEnded(traces: readonly RequestTrace[]): void;
}

/** Request header that names who asks, so that requests of several clients can be told apart. */
export const clientHeader = 'x-pages-kv-client';

/** Request header that names the edge node, and the response header that says who served. */
export const nodeHeader = 'x-pages-kv-node';

/**
 * Request header that gives a request its id in {@link HostApi.trace}; the response names the id in
 * the same header.
 */
export const requestIdHeader = 'x-pages-kv-request';
