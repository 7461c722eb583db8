import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type {
  FunctionProblem,
  HostApi,
  HostEvents,
  HostLogLine,
  HostStart,
} from '../../rpc/hostApi';
import { createBundler } from '../bundle/createBundler';
import { loadEsbuild } from '../bundle/loadEsbuild';
import { codeLink } from '../codeLink';
import { createSourcePositions, relativeFile } from '../bundle/sourcePositions';
import { createProjectLoader } from '../project/createProjectLoader';
import { doubledRoutes } from '../project/doubledRoutes';
import { misnamedRoutes } from '../project/misnamedRoutes';
import type { LoadedProject } from '../project/loadedProject';
import { createChecks, type Checks } from './check/createChecks';
import { createAskedRequests, type AskedRequests } from './createAskedRequests';
import { createGateway } from './createGateway';
import { createHiddenNotes, type HiddenNotes } from './createHiddenNotes';
import { createProblems } from './createProblems';
import { createReporter } from './createReporter';
import { createThreadPool } from './createThreadPool';
import { createTraces, type Traces } from './createTraces';
import { createDebugMode, type DebugMode } from './debug/createDebugMode';
import { followEmulator } from './followEmulator';
import { listenOnFreePort } from './listenOnFreePort';
import { createNodeRouter } from './routing/createNodeRouter';

interface Running {
  readonly url: string;
  readonly port: number;
  readonly debug: DebugMode;
  readonly checks: Checks;
  configure(settings: HostStart['settings']): void;
  stop(): Promise<void>;
}

/** @param dist folder of the product's bundles */
export function createFunctionHost(dist: string, events: HostEvents): HostApi {
  const traces = createTraces();
  const asked = createAskedRequests();
  let running: Promise<Running> | undefined;

  return {
    async start(options) {
      if (options.l10n) l10n.config({ contents: { ...options.l10n } });
      running ??= startHost(dist, options, events, traces, asked);
      const { url, port } = await running;
      return { url, port };
    },
    async configure(settings) {
      (await running)?.configure(settings);
    },
    trace: (id) => traces.find(id),
    asked: (id) => Promise.resolve(asked.find(id)),
    async openDebugger() {
      if (!running) throw new Error('The functions do not run.');
      return { address: await (await running).debug.open() };
    },
    async debuggerAttached() {
      await (await running)?.debug.attached();
    },
    async closeDebugger() {
      (await running)?.debug.close();
    },
    async check(checkOptions) {
      if (!running) throw new Error('The functions do not run.');
      return (await running).checks.check(checkOptions);
    },
    async stopCheck() {
      (await running)?.checks.stop();
    },
    async stop() {
      await (await running?.catch(() => undefined))?.stop();
    },
  };
}

async function startHost(
  dist: string,
  options: HostStart,
  events: HostEvents,
  traces: Traces,
  asked: AskedRequests,
): Promise<Running> {
  const { folder } = options;
  let { settings } = options;
  const log = (line: HostLogLine): void => {
    events.log(line);
  };
  const positions = createSourcePositions();
  const problems = createProblems((list) => {
    events.problems(list);
  });
  const bundler = createBundler(loadEsbuild(dist), () => settings.limits.bundleBytes);
  const runtimeFile = path.join(dist, 'functionRuntime.js');
  const pool = createThreadPool(
    runtimeFile,
    { projectId: options.project.id, emulator: options.emulator },
    () => ({
      megabytes: settings.limits.memoryMegabytes,
      simulatedTime: settings.simulatedTime ?? false,
    }),
  );
  const debug = createDebugMode(pool, options.emulator, (error) => {
    log({ level: 'error', text: error instanceof Error ? error.message : String(error) });
  });
  async function tellClock(): Promise<void> {
    pool.setClock(await emulator.clock());
  }
  const emulator = followEmulator(options, log, () => {
    if (settings.simulatedTime) void tellClock();
  });
  const hidden = createHiddenNotes(folder, log);
  const loader = createProjectLoader(folder, bundler, (project) => {
    for (const { bundle } of project.bundles.values()) if (bundle) positions.add(bundle);
    problems.clearRuntime();
    problems.setBundle([...bundleProblems(project, folder), ...project.problems]);
    events.routes(project.routes);
    tellLoaded(project, folder, hidden, log);
  });
  const checks = createChecks({
    ...{ runtimeFile, projectId: options.project.id, emulator: options.emulator, positions },
    settings: () => settings,
    project: loader.settled,
  });
  const router = createNodeRouter();
  const gateway = createGateway({
    folder,
    pool,
    problems,
    positions,
    hidden,
    reporter: createReporter(folder, positions),
    settings: () => settings,
    isDebugged: () => debug.isOpen,
    project: loader.settled,
    router,
    network: emulator.network,
    clockReady: () => (settings.simulatedTime ? tellClock() : undefined),
    bindings: emulator.bindings,
    absence: emulator.absence,
    log,
    asked: (id, headers, body) => {
      asked.remember(id, headers, body);
    },
    begin(id, ended) {
      traces.begin(id, ended);
      void ended.then((trace) => {
        events.requestEnded(trace);
      });
    },
  });
  const [port] = await Promise.all([listenOnFreePort(gateway, options.port), loader.settled()]);
  const url = `http://127.0.0.1:${port}`;
  if (port !== options.port) {
    const text = l10n.t(
      'Port {0} is in use; functions are served on port {1}.',
      options.port,
      port,
    );
    events.log({ level: 'warn', text });
  }
  events.log({ level: 'info', text: l10n.t('Functions of {0}: {1}', options.project.name, url) });
  return {
    url,
    port,
    debug,
    checks,
    configure(changed) {
      const isOtherBundle = changed.limits.bundleBytes !== settings.limits.bundleBytes;
      const isOtherRouting = !isDeepStrictEqual(changed.routing, settings.routing);
      settings = changed;
      if (isOtherRouting) router.restart();
      if (isOtherBundle) loader.rebuild();
    },
    async stop() {
      loader.dispose();
      const closed = new Promise((resolve) => gateway.close(resolve));
      gateway.closeAllConnections();
      const threadsEnded = pool.dispose();
      // One that is halted ends when it goes on, and must know then that it is to end.
      debug.end();
      await Promise.all([closed, threadsEnded, bundler.dispose(), checks.dispose()]);
      emulator.dispose();
      debug.dispose();
    },
  };
}

function tellLoaded(
  project: LoadedProject,
  folder: string,
  hidden: HiddenNotes,
  log: (line: HostLogLine) => void,
): void {
  for (const text of project.warnings) log({ level: 'warn', text });
  for (const { severity, file, line, column, message } of bundleProblems(project, folder)) {
    const level = severity === 'error' ? 'error' : 'warn';
    log({ level, text: `${codeLink({ file, line, column })} ${message}` });
  }
  hidden.loaded(project);
  if (project.middleware?.handler) {
    const name = relativeFile(folder, project.middleware.file);
    log({ level: 'info', text: l10n.t('The middleware {0} runs before everything else.', name) });
  }
  const count = project.routes.length;
  const broken = project.routes.filter(({ file }) => !project.bundles.get(file)?.bundle).length;
  if (broken === 0) log({ level: 'info', text: l10n.t('Routes loaded: {0}.', count) });
  else log({ level: 'warn', text: brokenText(count, broken) });
}

function brokenText(count: number, broken: number): string {
  return l10n.t(
    'Routes loaded: {0}, with errors: {1}. Until these are mended, their requests are answered with an error page.',
    count,
    broken,
  );
}

function bundleProblems(
  { bundles, middleware, routes }: LoadedProject,
  folder: string,
): readonly FunctionProblem[] {
  const built = [...bundles.values()].flatMap(({ problems }) => problems);
  const names = [...doubledRoutes(folder, routes), ...misnamedRoutes(routes)];
  return [...built, ...names, ...(middleware?.problems ?? [])];
}
