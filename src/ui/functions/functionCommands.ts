import * as vscode from 'vscode';
import * as v from 'valibot';
import { registerCommand } from '../command';
import { sayDone } from '../sayDone';
import type { Project, RunRequest, Services } from '../services';
import type { EverywhereView } from './everywhere/everywhereView';
import { runEverywhere } from './everywhere/runEverywhere';
import type { HandlerRunner } from './handlerRunner';
import type { HandlerTarget } from './handlerTarget';
import { pickHandler } from './pickHandler';
import { pickProject } from './pickProject';
import { runProgress } from './runProgress';
import { saveAndBuild } from './saveAndBuild';
import { stringRecord } from './stringRecord';

const projectSchema = v.strictObject({ project: v.optional(v.string()) });

const runSchema = v.strictObject({
  project: v.optional(v.string()),
  path: v.string(),
  method: v.exactOptional(v.string()),
  headers: v.exactOptional(stringRecord),
  body: v.exactOptional(v.string()),
  node: v.exactOptional(v.string()),
});

const { node: ofOne, ...runEntries } = runSchema.entries;
const everywhereSchema = v.strictObject({
  ...runEntries,
  nodes: v.exactOptional(v.array(ofOne.wrapped)),
});

/** Starts, stops and runs functions; shows their log. */
export function registerFunctionCommands(
  services: Services,
  runner: HandlerRunner,
  everywhere: EverywhereView,
): vscode.Disposable {
  const { log, projects, functions } = services;
  /** The two differ in what they ask a person; a script gives the whole request. */
  const runCommand = (
    name: string,
    title: string,
    send: (target: HandlerTarget) => Promise<void>,
  ): vscode.Disposable =>
    registerCommand(log, name, {
      schema: runSchema,
      scripted: ({ project, ...request }) =>
        functions.run(projects.find(project), request satisfies RunRequest),
      interactive: async (element) => {
        const target = await pickHandler(services, title, element);
        if (target) await send(target);
      },
    });
  const isRunning = (project: Project) => functions.state(project).kind === 'running';
  return vscode.Disposable.from(
    registerCommand(log, 'startFunctions', {
      schema: projectSchema,
      scripted: ({ project }) => start(services, projects.find(project)),
      interactive: async (element) => {
        const title = vscode.l10n.t('Start Functions');
        const project = await pickProject(services, title, element, (one) => !isRunning(one));
        if (project) await startWithProgress(services, project);
      },
    }),
    registerCommand(log, 'stopFunctions', {
      schema: projectSchema,
      scripted: async ({ project: name }) => {
        const project = projects.find(name);
        await functions.stop(project);
        return { project: project.name };
      },
      interactive: async (element) => {
        const title = vscode.l10n.t('Stop Functions');
        const isActive = (project: Project) => functions.state(project).kind !== 'stopped';
        if (!projects.all.some(isActive)) {
          sayDone(vscode.l10n.t('No functions are running.'));
          return;
        }
        const project = await pickProject(services, title, element, isActive);
        if (project) await functions.stop(project);
      },
    }),
    runCommand('runFunction', vscode.l10n.t('Run Function'), (target) => runner.run(target)),
    runCommand('runFunctionWith', vscode.l10n.t('Run Function…'), (target) =>
      runner.runWith(target),
    ),
    registerCommand(log, 'runEverywhere', {
      schema: everywhereSchema,
      scripted: ({ project, nodes, ...request }) =>
        runEverywhere(services, projects.find(project), request, nodes),
      interactive: async (element) => {
        const title = vscode.l10n.t('Run Function Everywhere');
        const target = await pickHandler(services, title, element);
        const prepared = target && (await runner.requestFor(target));
        if (!prepared) return;
        const { project } = target;
        const result = await runProgress(title, async (signal) => {
          await saveAndBuild(functions, target);
          return runEverywhere(services, project, prepared, [], signal);
        });
        if (result) await everywhere.show(project, prepared, result);
      },
    }),
    registerCommand(log, 'showFunctionLog', {
      schema: projectSchema,
      scripted: ({ project }) => {
        const found = projects.find(project);
        functions.showLog(found);
        return Promise.resolve({ project: found.name });
      },
      interactive: async (element) => {
        const title = vscode.l10n.t('Show Function Log');
        const project = await pickProject(services, title, element);
        if (project) functions.showLog(project);
      },
    }),
  );
}

async function start({ functions }: Services, project: Project) {
  const { url } = await functions.start(project);
  return { project: project.name, url };
}

export async function startWithProgress(services: Services, project: Project) {
  const location = vscode.ProgressLocation.Window;
  const title = vscode.l10n.t('Starting the functions of {0}', project.name);
  return vscode.window.withProgress({ location, title }, () => start(services, project));
}
