import * as vscode from 'vscode';
import { nodePlace } from '../edge/nodePlace';
import { back } from '../prompts/answer';
import { inputText } from '../prompts/inputText';
import { pickOne, type Choice } from '../prompts/pickOne';
import { runSteps, type Step } from '../prompts/runSteps';
import type { SettingsService } from '../services';
import { askHeaders } from './askHeaders';
import type { HandlerTarget } from './handlerTarget';
import { fillRoute, paramsOfRoute, type RouteParam } from './routePath';
import { missingParams, takesBody, type SavedRequest } from './savedRequest';

type Nodes = Pick<SettingsService, 'nodes' | 'defaultNode'>;

/** `node` empty: the default one. */
interface Answers extends Omit<SavedRequest, 'node'> {
  readonly node: string;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Asks for every part of a request, beginning with the last one; `undefined`: given up. */
export function askRequest(
  target: HandlerTarget,
  last: SavedRequest,
  nodes: Nodes,
): Promise<SavedRequest | undefined> {
  return ask(target, last, ({ method = last.method }) => [
    ...paramsOfRoute(target.route.route).map(paramStep),
    askQuery,
    ...(target.handler.method === 'ALL' ? [askMethod] : []),
    async (frame, { headers = [] }) => {
      const answer = await askHeaders(frame, headers);
      return answer === undefined || answer === back ? answer : { headers: answer };
    },
    ...(takesBody(method) ? [askBody] : []),
    nodeStep(nodes),
  ]);
}

/** Asks only for the parameters that have no value yet. */
export function askMissingParams(
  target: HandlerTarget,
  last: SavedRequest,
): Promise<SavedRequest | undefined> {
  const missing = missingParams(target.route.route, last);
  const asked = paramsOfRoute(target.route.route).filter(({ name }) => missing.includes(name));
  return ask(target, last, () => asked.map(paramStep));
}

async function ask(
  { route, handler }: HandlerTarget,
  last: SavedRequest,
  plan: (answers: Partial<Answers>) => readonly Step<Answers>[],
): Promise<SavedRequest | undefined> {
  const what = handler.method === 'ALL' ? route.route : `${handler.method} ${route.route}`;
  const start: Answers = { ...last, node: last.node ?? '' };
  const answers = await runSteps<Answers>(vscode.l10n.t('Run {0}', what), start, plan);
  if (answers === undefined) return undefined;
  const { node, ...request } = { ...start, ...answers };
  return node === '' ? request : { ...request, node };
}

function paramStep({ name, rest }: RouteParam): Step<Answers> {
  return async (frame, { params = {} }) => {
    const value = await inputText(frame, {
      prompt: rest
        ? vscode.l10n.t('Value of [[{0}]]: one or more segments with "/" between them', name)
        : vscode.l10n.t('Value of [{0}]', name),
      value: Object.hasOwn(params, name) ? (params[name] ?? '') : '',
      problem: (text) =>
        isFilled({ name, rest }, text) ? undefined : vscode.l10n.t('The route needs a value here.'),
    });
    if (value === undefined || value === back) return value;
    return { params: Object.fromEntries([...Object.entries(params), [name, value]]) };
  };
}

function isFilled({ name, rest }: RouteParam, value: string): boolean {
  try {
    fillRoute(rest ? `/[[${name}]]` : `/[${name}]`, Object.fromEntries([[name, value]]));
    return true;
  } catch {
    return false;
  }
}

const askQuery: Step<Answers> = async (frame, { query = '' }) => {
  const answer = await inputText(frame, {
    prompt: vscode.l10n.t('Query without "?"; may stay empty'),
    placeholder: 'page=1&tag=new',
    value: query,
    problem: () => undefined,
  });
  if (answer === undefined || answer === back) return answer;
  return { query: answer.trim().replace(/^\?/, '') };
};

const askMethod: Step<Answers> = async (frame, { method: last = 'GET' }) => {
  const method = await pickOne<string>(frame, {
    placeholder: vscode.l10n.t('Method'),
    choices: () =>
      lastFirst(
        methods.map((label) => ({ label, value: label })),
        last,
      ),
  });
  return method === undefined || method === back ? method : { method };
};

const askBody: Step<Answers> = async (frame, { body: last = '' }) => {
  const body = await inputText(frame, {
    prompt: vscode.l10n.t('Request body; may stay empty'),
    placeholder: '{"name": "value"}',
    value: last,
    problem: () => undefined,
  });
  return body === undefined || body === back ? body : { body };
};

function nodeStep({ nodes, defaultNode }: Nodes): Step<Answers> {
  const choices: Choice<string>[] = [
    { label: vscode.l10n.t('Default edge node'), description: defaultNode, value: '' },
    ...nodes.map(({ id, ...place }) => ({
      label: id,
      description: nodePlace(place),
      value: id,
    })),
  ];
  return async (frame, { node: last = '' }) => {
    const node = await pickOne<string>(frame, {
      placeholder: vscode.l10n.t('Edge node that serves the request'),
      choices: () => lastFirst(choices, last),
    });
    return node === undefined || node === back ? node : { node };
  };
}

// Enter repeats the last choice.
function lastFirst(choices: readonly Choice<string>[], last: string): readonly Choice<string>[] {
  const isLast = ({ value }: Choice<string>) => value === last;
  return [...choices.filter(isLast), ...choices.filter((choice) => !isLast(choice))];
}
