import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { startEmulator, type EmulatorThread } from '../../../src/emulator/startEmulator';
import { startHost, type StartedHost } from '../../../src/functions/startHost';
import { defaultEdgeNodes } from '../../../src/edge/edgeNode';
import { connectEmulator } from '../../../src/rpc/connectEmulator';
import type { EmulatorConnection } from '../../../src/rpc/emulatorConnection';
import {
  platformLimits,
  type FunctionProblem,
  type HostLogLine,
  type HostSettings,
  type HostStart,
  type RouteInfo,
} from '../../../src/rpc/hostApi';
import { productFiles } from '../../support/productFiles';
import { makeTempFolder } from './makeTempFolder';

/** A real host on a real emulator; projects are written by the tests. */
export interface TestHost {
  readonly host: StartedHost;
  readonly emulator: EmulatorConnection;
  readonly folder: string;
  readonly logs: HostLogLine[];
  readonly problems: FunctionProblem[];
  /** Writes files of the project, then waits until the host has loaded them. */
  save(files: Readonly<Record<string, string | null>>): Promise<readonly RouteInfo[]>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** A request with a target and headers that `fetch` would not send. */
  raw(target: string, headers?: http.OutgoingHttpHeaders, method?: string): Promise<RawResponse>;
  /** Waits for a log line. */
  logged(text: RegExp): Promise<HostLogLine>;
  /** Waits until the list of problems fits. */
  problemsBecome(fit: (problems: readonly FunctionProblem[]) => boolean): Promise<void>;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export const testSettings: HostSettings = {
  profile: 'documented',
  nodes: defaultEdgeNodes,
  defaultNode: 'singapore',
  timeoutMs: 1500,
  limits: platformLimits,
};

const dist = path.dirname(productFiles.worker);
export const project = { id: 'file:///test', name: 'test' };

/** Starts before the suite's first test and ends after its last. */
export function useTestHost(
  files: Readonly<Record<string, string>>,
  port: () => number = () => 18_088,
): () => TestHost {
  let current: TestHost | undefined;
  let thread: EmulatorThread | undefined;
  let folder = '';

  before(async function () {
    this.timeout(60_000);
    folder = makeTempFolder();
    const projectFolder = path.join(folder, 'project');
    fs.mkdirSync(projectFolder);
    write(projectFolder, files);
    thread = await startEmulator({
      workerFile: productFiles.worker,
      wasmFile: productFiles.wasm,
      storageFolder: path.join(folder, 'store'),
    });
    const emulator = await connectEmulator(thread.address);
    await emulator.api.createAccount({ name: 'test' });
    await emulator.api.createNamespace({ account: 'test', name: 'main' });
    const binding = { account: 'test', namespace: 'main', project, variable: 'my_kv' };
    await emulator.api.bindNamespace(binding);
    current = await startTestHost(emulator, projectFolder, {
      project,
      folder: projectFolder,
      emulator: { storageFolder: path.join(folder, 'store') },
      port: port(),
      settings: testSettings,
    });
  });

  after(async () => {
    await current?.host.stop();
    current?.emulator.dispose();
    await thread?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  return () => {
    assert(current, 'the host has started');
    return current;
  };
}

function write(folder: string, files: Readonly<Record<string, string | null>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (text === null) fs.rmSync(file, { recursive: true });
    else fs.writeFileSync(file, text);
  }
}

async function startTestHost(
  emulator: EmulatorConnection,
  folder: string,
  start: HostStart,
): Promise<TestHost> {
  const logs: HostLogLine[] = [];
  const problems: FunctionProblem[] = [];
  const watchers = new Set<() => void>();
  let loads = 0;
  let routes: readonly RouteInfo[] = [];
  const changed = (): void => {
    for (const watcher of [...watchers]) watcher();
  };
  const until = (fits: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!fits()) return;
        watchers.delete(check);
        resolve();
      };
      watchers.add(check);
      check();
    });
  const host = await startHost({
    hostFile: path.join(dist, 'functionHost.js'),
    start,
    events: {
      log(line) {
        logs.push(line);
        changed();
      },
      routes(table) {
        routes = table;
        loads++;
        changed();
      },
      problems(list) {
        problems.splice(0, problems.length, ...list);
        changed();
      },
      requestEnded: () => undefined,
    },
  });
  return {
    host,
    emulator,
    folder,
    logs,
    problems,
    async save(files) {
      const before = loads;
      write(folder, files);
      await until(() => loads > before);
      return routes;
    },
    fetch: (target, init) => fetch(host.url + target, init),
    raw: (target, headers, method) => rawRequest(host.port, target, headers, method),
    async logged(text) {
      await until(() => logs.some((line) => text.test(line.text)));
      const line = logs.find((one) => text.test(one.text));
      assert(line);
      return line;
    },
    problemsBecome: (fit) => until(() => fit(problems)),
  };
}

function rawRequest(
  port: number,
  target: string,
  headers: http.OutgoingHttpHeaders = {},
  method = 'GET',
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: target, method, headers, agent: false };
    const request = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    request.on('error', reject).end();
  });
}
