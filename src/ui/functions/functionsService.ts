import * as vscode from 'vscode';
import type { RequestTrace } from '../../rpc/hostApi';
import type { FunctionsService, Project, ProjectsService } from '../services';
import { createFunctionProblems } from './functionProblems';
import { debugHost } from './debugHost';
import { createHostSession, type HostSession } from './hostSession';
import { hostSettings, launchHost, type LaunchDependencies, type LaunchedHost } from './launchHost';
import { createProjectLogs } from './projectLogs';
import { reportCrash } from './reportCrash';
import { requestLine } from './requestLine';
import { createRouteTables } from './routeTables';
import { runOnHost } from './runOnHost';

export interface FunctionsDependencies extends LaunchDependencies {
  readonly log: vscode.LogOutputChannel;
  readonly projects: ProjectsService;
}

interface Session {
  readonly project: Project;
  readonly host: HostSession<LaunchedHost>;
}

// Time for starting code and `waitUntil` on top of what the function itself may take.
const runGraceMs = 30_000;

/** Runs the functions of each project in a process of its own. */
export function createFunctionsService(
  deps: FunctionsDependencies,
): FunctionsService & { stopAll(): Promise<void> } {
  const { log, settings, projects } = deps;
  const stateChanged = new vscode.EventEmitter<Project>();
  const requestEnded = new vscode.EventEmitter<{ project: Project; trace: RequestTrace }>();
  const sessions = new Map<string, Session>();
  /** Projects whose functions may stand at a breakpoint. */
  const debugged = new Set<string>();
  const routes = createRouteTables();
  const problems = createFunctionProblems();
  const logs = createProjectLogs();
  let disposed = false;

  async function launch(project: Project): Promise<LaunchedHost> {
    const host = await launchHost(deps, project, {
      log: (line) => {
        if (!disposed) logs.write(project, line);
      },
      routes: (table) => {
        if (isActive(project)) routes.setFromHost(project, table);
      },
      problems: (list) => {
        if (isActive(project)) problems.set(project, list);
      },
      requestEnded: (trace) => {
        if (disposed) return;
        logs.of(project).info(requestLine(trace));
        requestEnded.fire({ project, trace });
      },
    });
    const { port } = settings.functions(project);
    const projectLog = logs.of(project);
    projectLog.info(vscode.l10n.t('The functions answer at {0}.', host.url));
    if (host.port !== port) {
      projectLog.info(
        vscode.l10n.t('Port {0} is in use; port {1} was taken instead.', `${port}`, `${host.port}`),
      );
    }
    return host;
  }

  // What a host says while it ends must not bring its routes and problems back.
  function isActive(project: Project): boolean {
    return !disposed && sessions.get(project.id)?.host.current !== undefined;
  }

  function sessionOf(project: Project): Session {
    const known = sessions.get(project.id);
    if (known) return known;
    const host = createHostSession(() => launch(project), {
      changed: (state) => {
        if (disposed) return;
        if (state.kind === 'stopped') {
          routes.setFromHost(project, undefined);
          problems.set(project, []);
        }
        stateChanged.fire(project);
      },
      crashed: (reason) => {
        if (!disposed) void reportCrash(project, logs.of(project), reason, () => host.start());
      },
    });
    const session: Session = { project, host };
    sessions.set(project.id, session);
    return session;
  }

  async function eachHost(
    work: (host: LaunchedHost, session: Session) => Promise<unknown>,
  ): Promise<void> {
    await Promise.all(
      [...sessions.values()].map(async (session) => {
        try {
          const host = await session.host.current;
          if (host) await work(host, session);
        } catch (error) {
          log.error(session.project.name, error instanceof Error ? error : String(error));
        }
      }),
    );
  }

  async function stopSession(session: Session): Promise<void> {
    sessions.delete(session.project.id);
    await session.host.stop();
    routes.forget(session.project);
  }

  async function stopAll(): Promise<void> {
    await Promise.allSettled([...sessions.values()].map((session) => session.host.stop()));
  }

  const listening = [
    settings.onDidChange(() => {
      void eachHost((host, { project }) => host.api.configure(hostSettings(settings, project)));
    }),
    projects.onDidChange(() => {
      const open = new Set(projects.all.map((project) => project.id));
      for (const session of sessions.values()) {
        if (!open.has(session.project.id)) {
          stopSession(session).catch((error: unknown) => {
            log.error(session.project.name, error instanceof Error ? error : String(error));
          });
        }
      }
    }),
  ];

  return {
    state: (project) => sessions.get(project.id)?.host.state ?? { kind: 'stopped' },
    onDidChangeState: stateChanged.event,
    routes: (project) => routes.of(project),
    onDidChangeRoutes: routes.onDidChange,
    start: async (project) => {
      const { url } = await sessionOf(project).host.start();
      return { url };
    },
    stop: async (project) => {
      await sessions.get(project.id)?.host.stop();
    },
    run: async (project, request, signal) => {
      const host = await sessionOf(project).host.start();
      return runOnHost({
        url: host.url,
        api: host.api,
        request,
        defaultNode: settings.defaultNode,
        ...(debugged.has(project.id)
          ? {}
          : { timeoutMs: settings.functions(project).timeoutMs + runGraceMs }),
        ...(signal === undefined ? {} : { signal }),
      });
    },
    check: async (project, options, signal) => {
      const host = await sessionOf(project).host.start();
      const stop = (): void => void host.api.stopCheck();
      signal?.addEventListener('abort', stop, { once: true });
      try {
        return await host.api.check({ ...options, cacheMisses: settings.cacheMisses });
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    },
    asked: async (project, requestId) => {
      const host = await sessions.get(project.id)?.host.current;
      return host ? host.api.asked(requestId) : null;
    },
    debug: (project) =>
      debugHost(sessionOf(project).host, (isDebugged) => {
        if (isDebugged) debugged.add(project.id);
        else debugged.delete(project.id);
      }),
    showLog: (project) => {
      logs.of(project).show();
    },
    onDidEndRequest: requestEnded.event,
    stopAll,
    dispose: () => {
      disposed = true;
      void stopAll();
      vscode.Disposable.from(
        ...listening,
        routes,
        problems,
        logs,
        stateChanged,
        requestEnded,
      ).dispose();
    },
  };
}
