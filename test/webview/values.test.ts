import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatJson } from '../../src/webview/formatJson';
import { hexLines, hexPageBytes, hexPageStart, parseHexOffset } from '../../src/webview/hexPages';
import { checkJson } from '../../src/webview/jsonCheck';
import { utf8Length } from '../../src/webview/utf8Length';

describe('formatJson', () => {
  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        assert.equal(formatJson(text), JSON.stringify(value, null, 2));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps numbers, escapes and repeated names as they are', () => {
    const text = '{"id":12345678901234567890,"a":1.0,"a":"\\u0041\\" {:,"}';
    assert.equal(
      formatJson(text),
      '{\n  "id": 12345678901234567890,\n  "a": 1.0,\n  "a": "\\u0041\\" {:,"\n}',
    );
    assert.throws(() => formatJson('{'), SyntaxError);
  });
});

describe('checkJson', () => {
  it('tells JSON, broken JSON and text apart', () => {
    assert.equal(checkJson('42').kind, 'text');
    assert.equal(checkJson('hello').kind, 'text');
    assert.equal(checkJson(' {"a": [1]}').kind, 'valid');
    const check = checkJson('{\n  "a": x\n}');
    assert.ok(check.kind === 'error');
    assert.equal(check.offset, 9);
    assert.doesNotMatch(check.message, /position|is not valid JSON/);
  });

  it('places a sudden end at the end', () => {
    const check = checkJson('[1, ');
    assert.ok(check.kind === 'error');
    assert.equal(check.offset, 4);
  });
});

describe('utf8Length', () => {
  it('counts what the encoder makes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '中', '👍', '\uD800') }), (text) => {
        assert.equal(utf8Length(text), new TextEncoder().encode(text).byteLength);
      }),
    );
  });
});

describe('pages of bytes', () => {
  it('begin at multiples of a page, inside the value', () => {
    assert.equal(hexPageStart(0, 0), 0);
    assert.equal(hexPageStart(-5, 10), 0);
    assert.equal(hexPageStart(hexPageBytes, hexPageBytes), 0);
    assert.equal(hexPageStart(hexPageBytes, hexPageBytes + 1), hexPageBytes);
    assert.equal(hexPageStart(1e12, 26_214_400), 26_214_400 - hexPageBytes);
  });

  it('show offset, bytes and characters', () => {
    const value = Uint8Array.from([...Array(16).keys(), 65, 255]);
    assert.deepEqual(hexLines(value, 4_096), [
      {
        offset: '00001000',
        hex: '00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f',
        text: '................',
      },
      { offset: '00001010', hex: '41 ff', text: 'A.' },
    ]);
  });

  it('read offsets', () => {
    assert.equal(parseHexOffset(' 0x1F '), 31);
    assert.equal(parseHexOffset('ff'), 255);
    assert.equal(parseHexOffset('-1'), null);
    assert.equal(parseHexOffset('zz'), null);
  });
});
