import * as vscode from 'vscode';
import { askAndReport } from '../command';
import type { Services } from '../services';
import type { HandlerRunner } from './handlerRunner';
import { targetOf, type HandlerTarget } from './handlerTarget';
import type { ResponseView } from './responseView';

/** What CodeLens calls; not in the palette, since each needs the place it was clicked at. */
export function registerRunnerCommands(
  { log, projects }: Services,
  runner: HandlerRunner,
  view: ResponseView,
): vscode.Disposable {
  const register = (name: string, work: (argument: unknown) => Promise<void>) =>
    vscode.commands.registerCommand(`pagesKv.${name}`, (argument: unknown) =>
      askAndReport(log, name, () => work(argument)),
    );
  const onTarget = (work: (target: HandlerTarget) => Promise<void>) => (argument: unknown) => {
    const target = targetOf(argument, projects.all);
    return target ? work(target) : Promise.resolve();
  };
  const onUri = (work: (uri: vscode.Uri) => Promise<void>) => (argument: unknown) =>
    typeof argument === 'string' ? work(vscode.Uri.parse(argument)) : Promise.resolve();
  return vscode.Disposable.from(
    register(
      'runHandler',
      onTarget((target) => runner.run(target)),
    ),
    register(
      'runHandlerWith',
      onTarget((target) => runner.runWith(target)),
    ),
    register(
      'repeatRequest',
      onUri(async (uri) => {
        const shown = view.of(uri);
        if (shown) await runner.repeat(shown.target, shown.request);
      }),
    ),
    register(
      'openResponseBody',
      onUri((uri) => view.showBody(uri)),
    ),
  );
}
