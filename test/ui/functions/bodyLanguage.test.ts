import assert from 'node:assert/strict';
import { bodyLanguage, isDeclaredJson } from '../../../src/ui/functions/bodyLanguage';

describe('bodyLanguage', () => {
  it('follows the content type', () => {
    const table: readonly (readonly [string | undefined, string])[] = [
      ['application/json', 'json'],
      ['Application/JSON; charset=utf-8', 'json'],
      ['application/problem+json', 'json'],
      ['text/html;charset=utf-8', 'html'],
      ['image/svg+xml', 'xml'],
      ['text/css', 'css'],
      ['text/javascript', 'javascript'],
      ['text/markdown', 'markdown'],
      ['application/yaml', 'yaml'],
      ['text/plain', 'plaintext'],
      ['constructor', 'plaintext'],
      [undefined, 'plaintext'],
    ];
    for (const [type, language] of table) assert.equal(bodyLanguage(type, 'x'), language);
  });

  it('recognizes JSON that is labelled as text', () => {
    assert.equal(bodyLanguage('text/plain;charset=UTF-8', ' {"a": 1}'), 'json');
    assert.equal(bodyLanguage(undefined, '[]'), 'json');
    assert.equal(bodyLanguage('text/plain', '{a}'), 'plaintext');
    assert.equal(bodyLanguage('text/plain', '12'), 'plaintext');
    assert.equal(bodyLanguage('text/html', '{"a": 1}'), 'html');
    assert.equal(isDeclaredJson('text/plain'), false);
    assert.equal(isDeclaredJson('application/ld+json'), true);
  });
});
