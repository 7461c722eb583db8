import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { NamespaceRef, RecordRef } from '../../rpc/emulatorData';
import { back } from './answer';
import {
  existingNamespaceStep,
  loadNamespaceChoices,
  noNamespace,
  onlyNamespace,
  type NamespaceAnswers,
} from './namespaceSteps';
import { pickKey } from './recordSteps';
import { runSteps, type Step } from './runSteps';

/** What finds a record. */
export type RecordAnswers = NamespaceAnswers & { readonly key: string };

/** What is known of a record, and the questions for the rest: the first steps of a command. */
export interface RecordQuestions {
  readonly known: Partial<RecordAnswers>;
  readonly steps: readonly Step<RecordAnswers>[];
}

/** @param given the record, where nothing needs to be asked */
export async function recordQuestions(
  api: EmulatorApi,
  given: RecordRef | undefined,
  namespace?: NamespaceRef,
): Promise<RecordQuestions> {
  if (given) return noQuestions(given);
  const choices = await loadNamespaceChoices(api);
  if (choices.namespaces.length === 0) noNamespace();
  const target = namespace ?? onlyNamespace(choices);
  return {
    known: target ? { target } : {},
    steps: [...(target ? [] : [existingNamespaceStep(choices)]), keyStep(api)],
  };
}

export function noQuestions({ account, namespace, key }: RecordRef): RecordQuestions {
  return { known: { target: { account, namespace }, key }, steps: [] };
}

/** The record that was found, once all is answered. */
export function recordIn({ target, key }: Partial<RecordAnswers>): RecordRef | undefined {
  return typeof target === 'object' && key !== undefined ? { ...target, key } : undefined;
}

/** Lets a person pick a record, and asks nothing else. */
export async function askRecord(
  api: EmulatorApi,
  title: string,
  namespace?: NamespaceRef,
): Promise<RecordRef | undefined> {
  const { known, steps } = await recordQuestions(api, undefined, namespace);
  const answers = await runSteps<RecordAnswers>(title, known, () => steps);
  return answers && recordIn(answers);
}

function keyStep(api: EmulatorApi): Step<RecordAnswers> {
  return async (frame, { target }) => {
    const key = typeof target === 'object' ? await pickKey(frame, api, target) : back;
    return key === undefined || key === back ? key : { key };
  };
}
