import assert from 'node:assert/strict';
import { locateInJson } from '../../../src/functions/project/locateInJson';

describe('locateInJson', () => {
  const text = '{\n  "a": [\n    1,\n    { "b": "x", "b": "y" }\n  ]\n}';
  const cases: readonly (readonly [path: (string | number)[], line: number, column: number])[] = [
    [[], 1, 1],
    [['a'], 2, 8],
    [['a', 0], 3, 5],
    [['a', 1], 4, 5],
    // Of two the last counts.
    [['a', 1, 'b'], 4, 22],
    // What is not there is at its owner.
    [['a', 1, 'c'], 4, 5],
    [['a', 5], 2, 8],
    [['__proto__', 'toString'], 1, 1],
  ];
  for (const [path, line, column] of cases) {
    it(`finds ${path.join('.') || 'the whole'}`, async () => {
      assert.deepEqual((await locateInJson(text))(path), { line, column });
    });
  }

  it('places what is no JSON at its error', async () => {
    assert.deepEqual((await locateInJson('{\n  "a": }'))(['a']), { line: 2, column: 8 });
  });
});
