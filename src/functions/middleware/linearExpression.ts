import { compileExpression, type Program } from './compileExpression';
import { parseExpression, type Assertion } from './expressionTree';

/** As `RegExp.test`. */
export type TestText = (text: string) => boolean;

/**
 * A regular expression whose time grows with the length of the text alone: a pattern such as
 * `(a+)+$` cannot keep the host busy.
 *
 * The text is walked once, from its end: a set tells from which steps the rest fits.
 *
 * @throws SyntaxError where the source is no expression, or one that needs to look back
 * @throws RangeError where it is too large
 */
export function linearExpression(source: string): TestText {
  const programs = compileExpression(parseExpression(source));
  return (text) => {
    let fitsAfter: readonly Uint8Array[] = programs.map(
      ({ steps }) => new Uint8Array(steps.length),
    );
    for (let position = text.length; position >= 0; position--) {
      const fits: Uint8Array[] = [];
      for (const [index, program] of programs.entries()) {
        fits.push(stepsThatFit(program, text, position, fits, fitsAfter[index]));
      }
      if (fits.at(-1)?.[0] === 1) return true;
      fitsAfter = fits;
    }
    return false;
  };
}

/**
 * @param inner the same of the programs before this one, at this position
 * @param after the same of this program, one character further
 */
function stepsThatFit(
  { steps, before }: Program,
  text: string,
  position: number,
  inner: readonly Uint8Array[],
  after: Uint8Array | undefined,
): Uint8Array {
  const fits = new Uint8Array(steps.length);
  const found: number[] = [];
  const add = (index: number): void => {
    if (fits[index] === 1) return;
    fits[index] = 1;
    found.push(index);
  };
  const character = text.charAt(position);
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'accept') add(index);
    if (step.kind !== 'character' || character === '') continue;
    if (after?.[index + 1] === 1 && step.test.test(character)) add(index);
  }
  for (let index = found.pop(); index !== undefined; index = found.pop()) {
    for (const earlier of before[index] ?? []) {
      const step = steps[earlier];
      if (step?.kind === 'assertion' && !holds(step.name, text, position)) continue;
      if (step?.kind === 'ahead' && (inner[step.program]?.[0] === 1) === step.negated) continue;
      add(earlier);
    }
  }
  return fits;
}

function holds(name: Assertion, text: string, position: number): boolean {
  switch (name) {
    case '^':
      return position === 0;
    case '$':
      return position === text.length;
    case '\\b':
      return isWord(text, position - 1) !== isWord(text, position);
    case '\\B':
      return isWord(text, position - 1) === isWord(text, position);
    default:
      return name satisfies never;
  }
}

function isWord(text: string, position: number): boolean {
  return /^\w$/.test(text.charAt(position));
}
