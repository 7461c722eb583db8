import { createBirpc } from 'birpc';
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { HostApi, HostEvents, HostMessages, HostStart } from '../rpc/hostApi';

/** How the process of a function host has ended. */
export interface HostExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** False where nobody asked it to stop. */
  readonly expected: boolean;
}

export interface StartedHost {
  readonly pid: number;
  readonly url: string;
  readonly port: number;
  readonly api: HostApi;
  readonly exited: Promise<HostExit>;
  /** Resolves when the process has gone. */
  stop(): Promise<void>;
}

/** A host that does not end by itself in this time is killed. */
const stopMs = 3000;

/**
 * Starts a process that serves a project's functions.
 *
 * @param hostFile the bundle of `host/main.ts`
 * @throws Error where the host cannot serve; its process has gone then
 */
export async function startHost(options: {
  readonly hostFile: string;
  readonly start: HostStart;
  readonly events: HostEvents;
}): Promise<StartedHost> {
  const { events } = options;
  const child = fork(options.hostFile, [], {
    // On Windows nobody can rename or delete the folder that a process works in.
    cwd: path.dirname(options.hostFile),
    env: hostEnvironment(),
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let expected = false;
  const exited = new Promise<HostExit>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal, expected });
    });
    child.once('error', (error) => {
      events.log({ level: 'error', text: error.message });
      if (child.pid === undefined) resolve({ code: null, signal: null, expected });
    });
  });
  child.stdout?.on('data', (text) => events.log({ level: 'debug', text: String(text).trimEnd() }));
  child.stderr?.on('data', (text) => events.log({ level: 'error', text: String(text).trimEnd() }));
  const api = connect(child, events, exited);

  async function stop(): Promise<void> {
    expected = true;
    const kill = setTimeout(() => child.kill('SIGKILL'), stopMs);
    // A host that cannot answer any more is ended by the disconnect, or the signal.
    await Promise.race([api.stop().catch(() => undefined), exited]);
    if (child.connected) child.disconnect();
    await exited;
    clearTimeout(kill);
  }

  try {
    const { url, port } = await api.start(options.start);
    return { pid: child.pid ?? 0, url, port, api, exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function connect(child: ChildProcess, events: HostEvents, exited: Promise<HostExit>): HostApi {
  const local: HostMessages = {
    log: (line) => events.log(line),
    routes: (routes) => events.routes(routes),
    problems: (problems) => events.problems(problems),
    requestsEnded(traces) {
      for (const trace of traces) events.requestEnded(trace);
    },
  };
  const rpc = createBirpc<HostApi, HostMessages>(local, {
    post: (message: object) => {
      if (child.connected) child.send(message, () => undefined);
      else throw new Error('The function host has stopped.');
    },
    on: (listener) => child.on('message', listener),
    timeout: -1,
  });
  const whileAlive = async <T>(call: () => Promise<T>): Promise<T> => {
    if (!child.connected) throw new Error('The function host has ended.');
    return call();
  };
  void exited.then(({ code, signal }) => {
    rpc.$close(new Error(`The function host has ended (${signal ?? code ?? 'not started'}).`));
  });
  return {
    start: (options) => whileAlive(() => rpc.start(options)),
    configure: (settings) => whileAlive(() => rpc.configure(settings)),
    trace: (requestId) => whileAlive(() => rpc.trace(requestId)),
    asked: (requestId) => whileAlive(() => rpc.asked(requestId)),
    openDebugger: () => whileAlive(() => rpc.openDebugger()),
    debuggerAttached: () => whileAlive(() => rpc.debuggerAttached()),
    closeDebugger: () => whileAlive(() => rpc.closeDebugger()),
    check: (options) => whileAlive(() => rpc.check(options)),
    stopCheck: () => whileAlive(() => rpc.stopCheck()),
    stop: () => whileAlive(() => rpc.stop()),
  };
}

function hostEnvironment(): NodeJS.ProcessEnv {
  // In desktop VS Code the program is Electron, which runs as Node with this variable.
  const environment = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  for (const name of ['NODE_OPTIONS', 'VSCODE_INSPECTOR_OPTIONS', 'ELECTRON_NO_ASAR']) {
    Reflect.deleteProperty(environment, name);
  }
  return environment;
}
