import * as vscode from 'vscode';
import { edgeCities } from '../../edge/edgeCities';
import { edgeLimits } from '../../edge/edgeLimits';
import type { EdgeNode } from '../../edge/edgeNode';
import { back } from '../prompts/answer';
import { inputText } from '../prompts/inputText';
import { pickOne } from '../prompts/pickOne';
import { runSteps, type Step } from '../prompts/runSteps';
import type { GivenNode } from './edgeNodesSetting';
import { newNodeProblem } from './newNodeProblem';

interface Answers {
  readonly city: string;
  readonly id: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly roundTripMs: number;
}

const elsewhere = '';

/** Lets a person choose a city, or describe another place; `undefined` where they gave up. */
export async function askNewNode(nodes: readonly EdgeNode[]): Promise<GivenNode | undefined> {
  const title = vscode.l10n.t('Add Edge Node');
  const answers = await runSteps<Answers>(title, {}, ({ city }) =>
    city === elsewhere
      ? [cityStep(nodes), idStep(nodes), coordinatesStep, roundTripStep]
      : [cityStep(nodes)],
  );
  if (answers?.city === undefined) return undefined;
  if (answers.city !== elsewhere) return { id: answers.city };
  const { id, latitude, longitude, roundTripMs } = answers;
  return id === undefined ? undefined : { id, city: id, latitude, longitude, roundTripMs };
}

function cityStep(nodes: readonly EdgeNode[]): Step<Answers> {
  return async (frame) => {
    const free = edgeCities.filter(({ id }) => nodes.every((node) => node.id !== id));
    const city = await pickOne<string>(frame, {
      placeholder: vscode.l10n.t('Select where the edge node stands'),
      choices: () => [
        ...free.map(({ id, city: name, country, roundTripMs }) => ({
          label: id,
          icon: 'server',
          description: vscode.l10n.t('{0}, {1} · {2} ms', name, country, roundTripMs),
          value: id,
        })),
        { label: vscode.l10n.t('Other Place…'), value: elsewhere },
      ],
    });
    return city === undefined || city === back ? city : { city };
  };
}

function idStep(nodes: readonly EdgeNode[]): Step<Answers> {
  return async (frame, { id: value = '' }) => {
    const id = await inputText(frame, {
      prompt: vscode.l10n.t('Id of the edge node, also in its address'),
      placeholder: 'my-node',
      value,
      problem: (text) => newNodeProblem(text, nodes),
    });
    return id === undefined || id === back ? id : { id };
  };
}

const coordinatesStep: Step<Answers> = async (frame) => {
  const text = await inputText(frame, {
    prompt: vscode.l10n.t('Latitude and longitude in degrees'),
    placeholder: '48.86, 2.35',
    problem: (typed) =>
      coordinatesOf(typed)
        ? undefined
        : vscode.l10n.t(
            'Type a latitude from -90 to 90, a comma, and a longitude from -180 to 180.',
          ),
  });
  return text === undefined || text === back ? text : coordinatesOf(text);
};

const roundTripStep: Step<Answers> = async (frame) => {
  const text = await inputText(frame, {
    prompt: vscode.l10n.t('Milliseconds to the central store and back'),
    value: '100',
    problem: (typed) =>
      numberOf(typed, 0, edgeLimits.roundTripMsMax) === undefined
        ? vscode.l10n.t('Type a number from 0 to {0}.', edgeLimits.roundTripMsMax)
        : undefined,
  });
  if (text === undefined || text === back) return text;
  return { roundTripMs: numberOf(text, 0, edgeLimits.roundTripMsMax) ?? 0 };
};

function coordinatesOf(text: string): Pick<Answers, 'latitude' | 'longitude'> | undefined {
  const [first = '', second = '', ...rest] = text.split(',');
  const latitude = numberOf(first, -90, 90);
  const longitude = numberOf(second, -180, 180);
  if (latitude === undefined || longitude === undefined || rest.length > 0) return undefined;
  return { latitude, longitude };
}

function numberOf(text: string, min: number, max: number): number | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(text.trim())) return undefined;
  const number = Number(text);
  return number >= min && number <= max ? number : undefined;
}
