import * as vscode from 'vscode';
import * as v from 'valibot';
import { askAndReport, registerCommand } from '../command';
import type { HandlerRunner } from '../functions/handlerRunner';
import { targetOf } from '../functions/handlerTarget';
import { pickProject } from '../functions/pickProject';
import type { Project, Services } from '../services';
import { launchConfiguration } from './attachConfiguration';
import { registerDebugProvider } from './debugProvider';
import { createDebugSessions, type DebugSessions } from './debugSessions';

const schema = v.strictObject({ project: v.optional(v.string()) });

/** Debugging of functions: from the Run view, by F5, by CodeLens and by command. */
export function registerDebugging(services: Services, runner: HandlerRunner): vscode.Disposable {
  const { log, projects, functions } = services;
  const sessions = createDebugSessions(functions, (error) => {
    log.error(error instanceof Error ? error : String(error));
  });
  return vscode.Disposable.from(
    sessions,
    registerDebugProvider(services, sessions),
    registerCommand(log, 'debugFunctions', {
      schema,
      scripted: ({ project }) => debug(sessions, projects.find(project)),
      interactive: async (element) => {
        const title = vscode.l10n.t('Debug Functions');
        const project = await pickProject(services, title, element);
        if (project) await debug(sessions, project);
      },
    }),
    vscode.commands.registerCommand('pagesKv.debugHandler', (argument: unknown) =>
      askAndReport(log, 'debugHandler', async () => {
        const target = targetOf(argument, projects.all);
        if (!target) return;
        await debug(sessions, target.project);
        await runner.run(target);
      }),
    ),
  );
}

/** Resolves once breakpoints can be hit; where the project is being debugged, they can. */
async function debug(
  sessions: DebugSessions,
  project: Project,
): Promise<{ readonly project: string; readonly url: string }> {
  const debugging = sessions.of(project) ?? (await sessions.open(project));
  if (!debugging.isTaken) {
    const folder = vscode.workspace.getWorkspaceFolder(project.uri);
    const begun = await vscode.debug.startDebugging(folder, launchConfiguration(project));
    if (!begun) {
      await sessions.close(debugging);
      throw new Error(
        vscode.l10n.t(
          'The debugger did not start. VS Code\'s built-in extension "JavaScript Debugger" must be enabled.',
        ),
      );
    }
  }
  await debugging.ready;
  return { project: project.name, url: debugging.functions.url };
}
