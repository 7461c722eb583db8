import * as vscode from 'vscode';
import type { RouteInfo } from '../../rpc/hostApi';
import { back, type Answer, type Frame } from '../prompts/answer';
import { pickOne } from '../prompts/pickOne';
import { ErrorWithRemedy, sampleRemedy } from '../remedy';
import type { Services } from '../services';
import { elementOf } from '../tree/elements';
import type { ViewElement } from '../viewElement';
import type { HandlerTarget } from './handlerTarget';

/** The handler a command was called on, or the one that the person picks. */
export async function pickHandler(
  services: Services,
  title: string,
  element: ViewElement | undefined,
): Promise<HandlerTarget | undefined> {
  const given = elementOf(element, 'function');
  if (given) return given;
  const target = await chooseHandler(services, { title, step: 1, totalSteps: 1 }, element);
  return target === back ? undefined : target;
}

/** One of all handlers, or of those of the project a command was called on. */
export async function chooseHandler(
  services: Services,
  frame: Frame,
  element: ViewElement | undefined,
): Promise<Answer<HandlerTarget>> {
  const only = elementOf(element, 'project', 'functions')?.project;
  const { projects, functions } = services;
  const asked = only ? [only] : projects.all;
  if (asked.length === 0) projects.find();
  const tables = await Promise.all(
    asked.map(async (project) => ({ project, routes: await functions.routes(project) })),
  );
  const open = vscode.window.activeTextEditor?.document.uri.fsPath;
  const isOpen = ({ file }: RouteInfo) => file === open;
  const ordered = firstWhere(tables, ({ routes }) => routes.some(isOpen));
  const choices = ordered.flatMap(({ project, routes }) =>
    firstWhere(routes, isOpen)
      .flatMap((route) => route.handlers.map((handler) => ({ project, route, handler })))
      .map((value, index) => ({
        label: value.route.route,
        description: value.handler.method === 'ALL' ? '' : value.handler.method,
        icon: 'symbol-method',
        value,
        ...(index === 0 && tables.length > 1 ? { group: project.name } : {}),
      })),
  );
  if (choices.length === 0) {
    throw new ErrorWithRemedy(
      vscode.l10n.t(
        'There is no function yet. Create "{0}" with an exported function "onRequest", or a sample project.',
        'edge-functions/index.js',
      ),
      sampleRemedy(),
    );
  }
  return pickOne<HandlerTarget>(frame, {
    placeholder: vscode.l10n.t('Select a function'),
    choices: () => choices,
  });
}

/** What a person has in front of him comes first, the rest in the order it had. */
function firstWhere<T>(all: readonly T[], fits: (one: T) => boolean): readonly T[] {
  return [...all.filter(fits), ...all.filter((one) => !fits(one))];
}
