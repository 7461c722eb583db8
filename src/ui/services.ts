import type { Disposable, Event, LogOutputChannel, Uri } from 'vscode';
import type { EdgeLatency } from '../edge/edgeFaults';
import type { EdgeNode } from '../edge/edgeNode';
import type { ProfileName } from '../kv/profile';
import type { EmulatorApi } from '../rpc/emulatorApi';
import type { EmulatorSettings, ProjectRef, RecordRef } from '../rpc/emulatorData';
import type { CheckOptions, CheckOutcome } from '../rpc/checkApi';
import type { EmulatorChange } from '../rpc/emulatorEvents';
import type {
  AskedRequest,
  FunctionLimits,
  NodeRouting,
  RequestTrace,
  RouteInfo,
  TracedOperation,
} from '../rpc/hostApi';
import type { RequestLog } from './requests/requestLog';
import type { TransferService } from './transferService';

/** Whether the store can be used; drives the welcome views (context key `pagesKv.store`). */
export type StoreState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  /** `follows` is the process of the window that runs the emulator, where it is not this one. */
  | { readonly kind: 'ready'; readonly follows?: number }
  /** The window that ran the emulator has gone, and another one takes over. */
  | { readonly kind: 'changing' }
  | { readonly kind: 'failed'; readonly message: string };

/** The emulator of all windows; this one leads or follows by itself when it is first used. */
export interface EmulatorService extends Disposable {
  readonly state: StoreState;
  readonly onDidChangeState: Event<StoreState>;
  readonly onDidChange: Event<readonly EmulatorChange[]>;
  /** Where other processes find the emulator, whoever runs it. */
  readonly storageFolder: string;
  /**
   * Rejects with EmulatorError where the store cannot be opened. The API may be kept: its calls go
   * to whoever leads then.
   */
  api(): Promise<EmulatorApi>;
  restart(): Promise<void>;
  /** Resolves when the emulator has this window's settings. */
  applySettings(): Promise<void>;
}

/** A workspace folder. */
export interface Project extends ProjectRef {
  readonly uri: Uri;
  /** Absolute path; absent where the folder is not on this machine's disk. */
  readonly folder?: string;
}

export interface ProjectsService extends Disposable {
  readonly all: readonly Project[];
  readonly onDidChange: Event<void>;
  /**
   * The project of that name; without a name the only one.
   *
   * @throws Error with a sentence where there is none, or where several fit
   */
  find(name?: string): Project;
}

export interface SettingsService extends Disposable {
  readonly profile: ProfileName;
  readonly cacheMisses: boolean;
  readonly fsync: EmulatorSettings['fsync'];
  readonly nodes: readonly EdgeNode[];
  /** Always one of `nodes`. */
  readonly defaultNode: string;
  setDefaultNode(id: string): Promise<void>;
  /** Writes both, so that nobody sees a default node that is none. */
  setNodes(nodes: readonly EdgeNode[], defaultNode: string): Promise<void>;
  readonly routing: NodeRouting;
  setRouting(policy: NodeRouting['policy']): Promise<void>;
  readonly latency: EdgeLatency;
  setLatency(latency: EdgeLatency): Promise<void>;
  /** How many requests are kept. */
  readonly requestsLimit: number;
  readonly onDidChange: Event<void>;
  functions(project: Project): {
    readonly port: number;
    readonly timeoutMs: number;
    readonly limits: FunctionLimits;
    readonly startOnOpen: boolean;
    readonly simulatedTime: boolean;
  };
}

export interface RunRequest {
  /** Path and query, `/` first. */
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes where a file takes part in it. */
  readonly body?: string | Uint8Array;
  readonly node?: string;
}

/** What a run of a function gave; plain JSON. */
export interface RunResult {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** `base64` where the body is not UTF-8. */
  readonly encoding: 'utf8' | 'base64';
  readonly node: string;
  readonly durationMs: number;
  readonly trace: readonly TracedOperation[];
  /** How many more operations there were than the trace keeps. */
  readonly traceLeftOut?: number;
}

export type FunctionsState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly url: string };

/** Functions that a debugger may attach to. */
export interface DebuggedFunctions {
  readonly url: string;
  /** Address of the inspector of their process, `ws://127.0.0.1:…`. */
  readonly address: string;
  /** A debugger is there; resolves once breakpoints can be hit. */
  attached(): Promise<void>;
  /** The functions go on without it, or end where they were started for it. */
  close(): Promise<void>;
}

/** The function hosts of this window, one process per project. */
export interface FunctionsService extends Disposable {
  state(project: Project): FunctionsState;
  readonly onDidChangeState: Event<Project>;
  /** Read from the project's files, whether its host runs or not. */
  routes(project: Project): Promise<readonly RouteInfo[]>;
  readonly onDidChangeRoutes: Event<Project>;
  /** Resolves once the address answers; a second start gives the same address. */
  start(project: Project): Promise<{ readonly url: string }>;
  stop(project: Project): Promise<void>;
  /** Starts the host where it does not run; `signal` gives up waiting for the response. */
  run(project: Project, request: RunRequest, signal?: AbortSignal): Promise<RunResult>;
  /**
   * Runs requests in many orders of their KV steps, on a copy of the records; starts the host where
   * it does not run. `signal` gives up.
   */
  check(project: Project, options: CheckOptions, signal?: AbortSignal): Promise<CheckOutcome>;
  /** What a request asked for; `null` where that is no longer known, its host has gone perhaps. */
  asked(project: Project, requestId: string): Promise<AskedRequest | null>;
  /** Starts the host where it does not run, and opens it to a debugger. */
  debug(project: Project): Promise<DebuggedFunctions>;
  showLog(project: Project): void;
  /** A request of a project's functions has ended, `waitUntil` included. */
  readonly onDidEndRequest: Event<{ readonly project: Project; readonly trace: RequestTrace }>;
}

/** Everything that the interface's parts share; built once, in `extension.ts`. */
export interface Services {
  readonly extensionUri: Uri;
  readonly log: LogOutputChannel;
  readonly emulator: EmulatorService;
  readonly projects: ProjectsService;
  readonly settings: SettingsService;
  readonly functions: FunctionsService;
  readonly requests: RequestLog;
  readonly transfers: TransferService;
  /**
   * Opens a record in the editor that fits its value.
   *
   * @param options.preview as a click in a tree does: the next one takes its place, and the focus
   *   stays where it is
   */
  openRecord(record: RecordRef, options?: { readonly preview?: boolean }): Promise<void>;
}
