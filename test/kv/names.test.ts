import assert from 'node:assert/strict';
import { accountNameProblem, namespaceNameProblem, variableProblem } from '../../src/kv/names';

describe('names', () => {
  for (const [name, problem] of [
    ['main', null],
    ['我的 账户', null],
    ['😀'.repeat(64), null],
    ['x'.repeat(65), 'TOO_LONG'],
    ['', 'EMPTY'],
    ['  ', 'EMPTY'],
    [' x', 'SPACE_AROUND'],
    ['a\nb', 'CHARACTERS'],
    ['a\u0085b', 'CHARACTERS'],
    ['\ud800', 'CHARACTERS'],
  ] as const) {
    it(`of accounts: ${JSON.stringify(name)} is ${problem ?? 'right'}`, () => {
      assert.equal(accountNameProblem(name), problem);
    });
  }

  for (const [name, problem] of [
    ['Az09_-', null],
    ['x'.repeat(64), null],
    ['x'.repeat(65), 'TOO_LONG'],
    ['', 'EMPTY'],
    ['a b', 'CHARACTERS'],
    ['é', 'CHARACTERS'],
    ['a\n', 'CHARACTERS'],
  ] as const) {
    it(`of namespaces: ${JSON.stringify(name)} is ${problem ?? 'right'}`, () => {
      assert.equal(namespaceNameProblem(name), problem);
    });
  }

  for (const [name, problem] of [
    ['my_kv', null],
    ['DB', null],
    ['$', null],
    ['_1', null],
    ['变量', null],
    ['', 'EMPTY'],
    ['1a', 'CHARACTERS'],
    ['a-b', 'CHARACTERS'],
    ['a b', 'CHARACTERS'],
    ['a\n', 'CHARACTERS'],
    ['x'.repeat(65), 'TOO_LONG'],
    ['class', 'RESERVED_WORD'],
    ['await', 'RESERVED_WORD'],
    ['fetch', 'RUNTIME_GLOBAL'],
    ['Response', 'RUNTIME_GLOBAL'],
    ['caches', 'RUNTIME_GLOBAL'],
    ['Cookies', 'RUNTIME_GLOBAL'],
    ['console', 'RUNTIME_GLOBAL'],
    ['context', 'RUNTIME_GLOBAL'],
    ['__proto__', 'RUNTIME_GLOBAL'],
  ] as const) {
    it(`of variables: ${JSON.stringify(name)} is ${problem ?? 'right'}`, () => {
      assert.equal(variableProblem(name), problem);
    });
  }
});
