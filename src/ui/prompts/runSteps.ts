import { back, type Answer, type Frame } from './answer';

/** One question; its answer is merged into what is known. */
export type Step<A> = (frame: Frame, answers: Partial<A>) => Promise<Answer<Partial<A>>>;

/**
 * Asks one question after the other, with a way back, and changes nothing by itself.
 *
 * The plan is made anew after each answer, because "New…" in a list asks for more.
 *
 * @returns `undefined` where the person gave up
 */
export async function runSteps<A extends object>(
  title: string,
  start: Partial<A>,
  plan: (answers: Partial<A>) => readonly Step<A>[],
): Promise<Partial<A> | undefined> {
  let answers = start;
  let index = 0;
  for (;;) {
    const steps = plan(answers);
    const step = steps[index];
    if (!step) return answers;
    const frame = { title, step: index + 1, totalSteps: steps.length };
    const answer = await step(frame, answers);
    if (answer === undefined) return undefined;
    if (answer === back) index = Math.max(0, index - 1);
    else {
      answers = { ...answers, ...answer };
      index += 1;
    }
  }
}
