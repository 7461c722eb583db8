import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatJson } from '../../../src/ui/functions/formatJson';

describe('formatJson', () => {
  it('lays out as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        assert.equal(formatJson(text), JSON.stringify(JSON.parse(text), null, 2));
      }),
      { seed: 20261124 },
    );
  });

  it('changes no token', () => {
    const text = '{"n":12345678901234567890,"f":1.0,"n":"\\u0041 [ , \\" ] {","e":[ ],"o":{ }}';
    assert.equal(
      formatJson(text),
      [
        '{',
        '  "n": 12345678901234567890,',
        '  "f": 1.0,',
        '  "n": "\\u0041 [ , \\" ] {",',
        '  "e": [],',
        '  "o": {}',
        '}',
      ].join('\n'),
    );
  });

  it('leaves alone what is not JSON', () => {
    assert.equal(formatJson('{a: 1}'), undefined);
    assert.equal(formatJson(''), undefined);
  });

  it('bounds the indentation of deep values', () => {
    const deep = '['.repeat(2000) + '1' + ']'.repeat(2000);
    assert.ok((formatJson(deep) ?? '').length < 500_000);
  });
});
