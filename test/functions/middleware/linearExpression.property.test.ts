import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linearExpression } from '../../../src/functions/middleware/linearExpression';
import { checkProperty } from '../../support/checkProperty';

const atom = fc.constantFrom(
  ...['a', 'b', '/', '.', '\\d', '\\w', '[ab]', '[^a]', '[^]', '[]', '\\/', '\\x61', '-', '\\.'],
  ...['^', '$', '\\b', '\\B', '}', ']', '{'],
);
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '*?', '{2}', '{1,}', '{0,2}', '{0}');

/** Any mixture of what a regular expression may hold; some are none. */
const expression: fc.Arbitrary<string> = fc.letrec<{ tree: string; part: string }>((tie) => ({
  tree: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.tuple(atom, quantifier).map(([one, times]) => one + times),
    fc
      .tuple(
        fc.constantFrom('(', '(?:', '(?=', '(?!', '(?<n>'),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
        quantifier,
      )
      .map(([opening, choices, times]) => `${opening}${choices.join('|')})${times}`),
  ),
})).tree;
const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '-', '1', '.', '{'), maxLength: 8 });

function isValid(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

describe('linearExpression', () => {
  it('finds what RegExp finds', () =>
    checkProperty(
      fc.property(expression.filter(isValid), fc.array(text, { maxLength: 6 }), (source, texts) => {
        const test = linearExpression(source);
        const native = new RegExp(source);
        for (const one of texts) assert.equal(test(one), native.test(one), `${source} on "${one}"`);
      }),
      { numRuns: 3000 },
    ));
});
