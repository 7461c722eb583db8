import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NetworkState } from '../../rpc/emulatorData';
import type { HostLogLine, HostSettings, RequestTrace, TracedOperation } from '../../rpc/hostApi';
import type { AskedRequests } from './createAskedRequests';
import type { SourcePositions } from '../bundle/sourcePositions';
import type { LoadedProject } from '../project/loadedProject';
import type { EdgeNode, RuntimeRequest } from '../runtimeProtocol';
import type { HiddenNotes } from './createHiddenNotes';
import type { Problems } from './createProblems';
import type { Reporter } from './createReporter';
import type { RequestBody } from './requestBody';
import type { ThreadPool } from './createThreadPool';
import type { NodeRouter } from './routing/createNodeRouter';

/** What the gateway needs to answer; one for the host's life. */
export interface GatewayServices {
  readonly folder: string;
  readonly pool: ThreadPool;
  readonly problems: Problems;
  readonly positions: SourcePositions;
  readonly reporter: Reporter;
  readonly hidden: HiddenNotes;
  readonly router: NodeRouter;
  settings(): HostSettings;
  /** Whether a debugger works on the threads. */
  isDebugged(): boolean;
  project(): Promise<LoadedProject>;
  network(): NetworkState | Promise<NetworkState>;
  /** Resolves when threads have the simulated time that they need. */
  clockReady(): void | Promise<void>;
  /** Why KV calls get no answer at this moment, where they get none. */
  readonly absence: () => Promise<string | undefined>;
  bindings(): RuntimeRequest['bindings'] | Promise<RuntimeRequest['bindings']>;
  log(line: HostLogLine): void;
  begin(id: string, ended: Promise<RequestTrace>): void;
  /** Keeps what a request asked for. */
  readonly asked: AskedRequests['remember'];
}

/** One request on its way through the gateway. */
export interface Exchange {
  readonly id: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What is served; a middleware may put another one in its place. */
  url: URL;
  readonly method: string;
  readonly node: EdgeNode;
  readonly operations: TracedOperation[];
  /** Those that the trace has no room for. */
  operationsLeftOut: number;
  route?: string;
  /** The static file that answers. */
  file?: string;
  /** The first error of the code. */
  failure?: NonNullable<RequestTrace['failure']>;
  /** Present where they are no longer those that came. */
  headers?: RuntimeRequest['headers'];
  /** Present once it is being read. */
  body?: RequestBody;
}

/** The Request of the Fetch standard cannot have every method. */
export function canBeServed(method: string): boolean {
  return !['CONNECT', 'TRACE', 'TRACK'].includes(method);
}
