import * as vscode from 'vscode';
import * as v from 'valibot';
import { askAndReport, registerCommand } from '../command';
import type { HandlerRunner } from '../functions/handlerRunner';
import { targetOf, type HandlerTarget } from '../functions/handlerTarget';
import { runProgress } from '../functions/runProgress';
import { saveAndBuild } from '../functions/saveAndBuild';
import { showStory } from '../consistency/storyPanel';
import type { Services } from '../services';
import { saveCheck } from './checkFile';
import { askCheck } from './askCheck';
import { checkResult } from './checkResult';
import { checkSchema } from './checkSchema';
import { outcomeText } from './checkText';
import { createCheckTests } from './checkTests';
import { checkStory } from './checkStory';
import { createStoryDocuments, saveScheduleCommand, showStoryCommand } from './storyDocuments';

const runChecksSchema = v.strictObject({ file: v.exactOptional(v.string()) });

/** Check Under Concurrency: command, CodeLens, story, Test Explorer. */
export function registerChecks(services: Services, runner: HandlerRunner): vscode.Disposable {
  const { log, projects, functions } = services;
  const tests = createCheckTests(services);
  const stories = createStoryDocuments();

  async function check(target: HandlerTarget, invariant?: string): Promise<void> {
    const request = await runner.requestFor(target);
    if (!request) return;
    const { project, route } = target;
    const { body, ...rest } = request;
    const text = typeof body === 'object' ? new TextDecoder().decode(body) : body;
    const options = {
      requests: [{ ...rest, ...(text === undefined ? {} : { body: text }) }],
      ...(invariant === undefined || invariant === '' ? {} : { invariant }),
    };
    const title = vscode.l10n.t('Checking {0}', route.route);
    const finished = await runProgress(title, async (signal) => {
      await saveAndBuild(functions, target);
      return tests.run({ project, name: route.route, file: route.file, options }, signal);
    });
    if (!finished) return;
    if (finished.outcome.failed) await stories.show(finished);
    else void vscode.window.showInformationMessage(outcomeText(finished.outcome));
  }

  return vscode.Disposable.from(
    tests,
    stories,
    registerCommand(log, 'checkConcurrency', {
      schema: checkSchema,
      scripted: async ({ project, ...options }) =>
        checkResult(await functions.check(projects.find(project), options), options.invariant),
      interactive: async (element) => {
        const answers = await askCheck(services, element);
        if (answers?.target) await check(answers.target, answers.invariant);
      },
    }),
    vscode.commands.registerCommand('pagesKv.checkHandler', (argument: unknown) =>
      askAndReport(log, 'checkHandler', async () => {
        const target = targetOf(argument, projects.all);
        if (target) await check(target);
      }),
    ),
    vscode.commands.registerCommand(saveScheduleCommand, (uri: unknown) =>
      askAndReport(log, 'saveShownSchedule', async () => {
        const shown = typeof uri === 'string' ? stories.of(uri) : undefined;
        if (shown) await vscode.window.showTextDocument(await saveCheck(shown));
      }),
    ),
    vscode.commands.registerCommand(showStoryCommand, (uri: unknown) =>
      askAndReport(log, 'showShownStory', () => {
        const shown = typeof uri === 'string' ? stories.of(uri) : undefined;
        const run = shown?.outcome.shrunk ?? shown?.outcome.failed;
        if (shown && run) {
          const title = vscode.l10n.t('Check of {0}', shown.name);
          showStory(services, checkStory(shown, run, title));
        }
        return Promise.resolve();
      }),
    ),
    registerCommand(log, 'runChecks', {
      schema: runChecksSchema,
      scripted: async ({ file }) => ({ results: await tests.runAll(file) }),
      interactive: () => tests.runAll(),
    }),
  );
}
