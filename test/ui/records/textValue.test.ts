import assert from 'node:assert/strict';
import { isTextValue, textDifference } from '../../../src/ui/records/textValue';

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('text or binary', () => {
  const texts = ['', 'a', '中文', '👍', '\uFEFFmarked', 'tab\there'];
  for (const text of texts) {
    it(`takes ${JSON.stringify(text)} for text`, () => assert.ok(isTextValue(utf8(text))));
  }
  const binaries = {
    NUL: bytes(97, 0),
    'a lone continuation': bytes(0x80),
    'an overlong slash': bytes(0xc0, 0xaf),
    'a surrogate': bytes(0xed, 0xa0, 0x80),
    'a cut character': bytes(0xe4, 0xb8),
    GBK: bytes(0xd6, 0xd0, 0xce, 0xc4),
  };
  for (const [name, value] of Object.entries(binaries)) {
    it(`takes ${name} for binary`, () => assert.ok(!isTextValue(value)));
  }

  it('tells what saving would change', () => {
    assert.equal(textDifference(utf8('a\nb'), 'a\nb'), 'none');
    assert.equal(textDifference(utf8('\uFEFFa'), 'a'), 'none');
    assert.equal(textDifference(utf8('a\r\nb\nc'), 'a\nb\nc'), 'lineEnds');
    assert.equal(textDifference(utf8('中'), '涓'), 'encoding');
    assert.equal(textDifference(bytes(0xff), '\uFFFD'), 'encoding');
  });
});
