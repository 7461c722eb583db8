import assert from 'node:assert/strict';
import { codeBlock, valuePreview } from '../../../src/ui/language/valuePreview';

const preview = (text: string) => valuePreview(new TextEncoder().encode(text));

describe('the preview of a value', () => {
  it('is the text, with JSON as such', () => {
    assert.deepEqual(preview('a\nb'), { text: 'a\nb', language: 'plaintext', cut: false });
    assert.deepEqual(preview('{"a":1}'), { text: '{"a":1}', language: 'json', cut: false });
    assert.equal(preview('{"a":')?.language, 'plaintext');
  });

  it('is nothing where the value is no text', () => {
    assert.equal(valuePreview(new Uint8Array([0, 255])), undefined);
  });

  it('is short', () => {
    assert.deepEqual(preview('😀'.repeat(700)), {
      text: '😀'.repeat(600),
      language: 'plaintext',
      cut: true,
    });
    assert.equal(preview('a\n'.repeat(40))?.text.split('\n').length, 12);
  });

  it('shows what cannot be seen, and what turns the text around', () => {
    assert.equal(preview('a\u202eb\u0007\ufeffc')?.text, 'a\\u202eb\\u0007\\ufeffc');
  });

  it('stands in a block that it cannot end', () => {
    assert.equal(codeBlock('a', 'json'), '```json\na\n```\n');
    assert.equal(codeBlock('  ```\n# b `````', ''), '``````\n  ```\n# b `````\n``````\n');
  });
});
