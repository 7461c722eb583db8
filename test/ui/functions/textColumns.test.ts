import assert from 'node:assert/strict';
import { textColumns, textWidth, visibleText } from '../../../src/ui/functions/textColumns';

describe('textColumns', () => {
  it('aligns columns, counting wide characters twice', () => {
    assert.deepEqual(
      textColumns([
        ['键', 'v'],
        ['abc', 'v1'],
      ]),
      ['键   v', 'abc  v1'],
    );
    assert.equal(textWidth('a键b'), 4);
  });

  it('lets a long cell push only its own row', () => {
    const [first, second] = textColumns(
      [
        ['x'.repeat(9), 'v'],
        ['y', 'v'],
      ],
      4,
    );
    assert.equal(first, `${'x'.repeat(9)}  v`);
    assert.equal(second, 'y     v');
  });

  it('keeps a text on one line and shows what hides', () => {
    assert.equal(visibleText('a\nb\tc'), 'a␊b␉c');
    assert.equal(visibleText('\u202egpj'), '\\u{202e}gpj');
    assert.equal(visibleText('\u2028'), '\\u{2028}');
    assert.equal(visibleText('键 é'), '键 é');
  });
});
