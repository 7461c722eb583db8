import * as vscode from 'vscode';
import type { HandlerTarget } from '../functions/handlerTarget';
import { chooseHandler } from '../functions/pickHandler';
import { back } from '../prompts/answer';
import { inputText } from '../prompts/inputText';
import { runSteps, type Step } from '../prompts/runSteps';
import type { Services } from '../services';
import { elementOf } from '../tree/elements';
import type { ViewElement } from '../viewElement';

interface CheckAnswers {
  readonly target: HandlerTarget;
  readonly invariant: string;
}

/** Asks for a handler, where the command was not called on one, and for a condition. */
export function askCheck(
  services: Services,
  element: ViewElement | undefined,
): Promise<Partial<CheckAnswers> | undefined> {
  const target = elementOf(element, 'function');
  const handlerStep: Step<CheckAnswers> = async (frame) => {
    const chosen = await chooseHandler(services, frame, element);
    return chosen === undefined || chosen === back ? chosen : { target: chosen };
  };
  return runSteps<CheckAnswers>(
    vscode.l10n.t('Check Under Concurrency'),
    target ? { target } : {},
    () => [...(target ? [] : [handlerStep]), conditionStep],
  );
}

const conditionStep: Step<CheckAnswers> = async (frame, { invariant: value = '' }) => {
  const invariant = await inputText(frame, {
    prompt: vscode.l10n.t('A condition in JavaScript that must hold at the end, or nothing'),
    placeholder: 'final.visits === N',
    value,
    problem: () => undefined,
  });
  return invariant === undefined || invariant === back ? invariant : { invariant };
};
