import assert from 'node:assert/strict';
import fc from 'fast-check';
import { minimalEdit } from '../../src/webview/minimalEdit';

const apply = (text: string, edit: ReturnType<typeof minimalEdit>) =>
  edit ? text.slice(0, edit.from) + edit.insert + text.slice(edit.to) : text;

describe('minimalEdit', () => {
  it('makes the one text of the other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '👍', '👎', '中') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edit = minimalEdit(before, after);
        assert.equal(apply(before, edit), after);
        assert.equal(edit === null, before === after);
      }),
      { numRuns: 2_000 },
    );
  });

  it('touches only what differs', () => {
    assert.deepEqual(minimalEdit('hello', 'hallo'), { from: 1, to: 2, insert: 'a' });
    assert.deepEqual(minimalEdit('aa', 'aaa'), { from: 2, to: 2, insert: 'a' });
  });

  it('never cuts a character of two units', () => {
    assert.deepEqual(minimalEdit('x👍y', 'x👎y'), { from: 1, to: 3, insert: '👎' });
    // The two share only their second unit.
    const [left, right] = ['\u{1F44D}', '\u{1F84D}'];
    assert.deepEqual(minimalEdit(left, right), { from: 0, to: 2, insert: right });
  });
});
