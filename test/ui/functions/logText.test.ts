import assert from 'node:assert/strict';
import { logText } from '../../../src/ui/functions/logText';

/** The last of the four forms that VS Code 1.101 makes links of, and the second. */
function linksIn(text: string, folder: string): readonly string[] {
  const start = folder + String.raw`[\\/]`;
  const plain = new RegExp(`${start}[^\\s():<>'"]+(:(\\d+))?(:(\\d+))?`, 'gi');
  const spaced = new RegExp(
    `${start}((?:[^\\s():<>'"]| [^\\s():<>'"])+\\.[^\\s():<>'"]+):line ((\\d+)(, column (\\d+))?)`,
    'gi',
  );
  return [...(text.match(spaced) ?? []), ...(text.match(plain) ?? [])];
}

describe('logText', () => {
  const place = { file: '/shop/edge-functions/[id].js', line: 3, column: 11 };

  it('ends with the place of the code, as a link', () => {
    const text = logText({ level: 'info', text: 'hello', place });
    assert.equal(text, 'hello  /shop/edge-functions/[id].js:3:11');
    assert.deepEqual(linksIn(text, '/shop'), ['/shop/edge-functions/[id].js:3:11']);
    const below = logText({ level: 'info', text: 'a\nb', place });
    assert.equal(below, 'a\nb\n    at /shop/edge-functions/[id].js:3:11');
    assert.equal(logText({ level: 'info', text: 'of the host' }), 'of the host');
  });

  it('writes paths with spaces in the form that may have them', () => {
    const file = '/shop/edge functions/my file.js';
    const text = logText({ level: 'info', text: 'hello', place: { ...place, file } });
    const [link] = linksIn(text, '/shop');
    assert.equal(link, '/shop/edge functions/my file.js:line 3, column 11');
  });
});
