import type { Assertion, ExpressionNode } from './expressionTree';

/** One step; where no target is named, the next step follows. */
export type Step =
  | { readonly kind: 'character'; readonly test: RegExp }
  | { readonly kind: 'assertion'; readonly name: Assertion }
  /** Whether the program of this index fits from here. */
  | { readonly kind: 'ahead'; readonly program: number; readonly negated: boolean }
  | { readonly kind: 'jump'; readonly targets: readonly number[] }
  | { readonly kind: 'accept' };

/** Begins with step 0. */
export interface Program {
  readonly steps: readonly Step[];
  /** For each step, those from which it is reached without a character. */
  readonly before: readonly (readonly number[])[];
}

/** A pattern has a few dozen steps; this bounds what a counted repetition can become. */
export const stepsMax = 1000;

/**
 * An expression as programs: those that look ahead before those that ask them, the whole one last.
 *
 * @throws RangeError where it has more than {@link stepsMax} steps
 */
export function compileExpression(root: ExpressionNode): readonly Program[] {
  const programs: Program[] = [];
  let count = 0;

  function compile(node: ExpressionNode): number {
    const steps: Step[] = [];
    const add = (step: Step): number => {
      if (++count > stepsMax) throw new RangeError(`it has more than ${stepsMax} steps`);
      return steps.push(step) - 1;
    };
    const fork = (at: number, targets: readonly number[]): void => {
      steps[at] = { kind: 'jump', targets };
    };

    function emit(one: ExpressionNode): void {
      switch (one.kind) {
        case 'character':
        case 'assertion':
          add(one);
          break;
        case 'sequence':
          one.nodes.forEach(emit);
          break;
        case 'ahead':
          add({ kind: 'ahead', program: compile(one.node), negated: one.negated });
          break;
        case 'choice':
          choose(one.nodes);
          break;
        case 'repeat':
          repeat(one.node, one.min, one.max);
          break;
        default:
          one satisfies never;
      }
    }

    function choose(nodes: readonly ExpressionNode[]): void {
      const start = add({ kind: 'jump', targets: [] });
      const targets: number[] = [];
      const ends: number[] = [];
      for (const node of nodes) {
        targets.push(steps.length);
        emit(node);
        ends.push(add({ kind: 'jump', targets: [] }));
      }
      fork(start, targets);
      for (const end of ends) fork(end, [steps.length]);
    }

    function repeat(node: ExpressionNode, min: number, max: number): void {
      for (let n = 0; n < min; n++) emitCounted(node);
      if (max === Infinity) {
        const start = add({ kind: 'jump', targets: [] });
        emit(node);
        const end = add({ kind: 'jump', targets: [start] });
        fork(start, [start + 1, end + 1]);
        return;
      }
      const skips: number[] = [];
      for (let n = min; n < max; n++) {
        skips.push(add({ kind: 'jump', targets: [] }));
        emitCounted(node);
      }
      for (const skip of skips) fork(skip, [skip + 1, steps.length]);
    }

    function emitCounted(node: ExpressionNode): void {
      const before = steps.length;
      emit(node);
      // Nothing a million times is nothing, and must end.
      if (steps.length === before) add({ kind: 'jump', targets: [steps.length + 1] });
    }

    emit(node);
    add({ kind: 'accept' });
    return programs.push({ steps, before: reversed(steps) }) - 1;
  }

  compile(root);
  return programs;
}

function reversed(steps: readonly Step[]): readonly (readonly number[])[] {
  const before: number[][] = steps.map(() => []);
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'accept' || step.kind === 'character') continue;
    const targets = step.kind === 'jump' ? step.targets : [index + 1];
    for (const target of targets) before[target]?.push(index);
  }
  return before;
}
