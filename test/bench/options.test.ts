import assert from 'node:assert/strict';
import { parseOptions } from './options';

describe('options of the bench', () => {
  it('are all off by themselves', () => {
    const off = { write: false, json: undefined, only: undefined, quick: false };
    assert.deepEqual(parseOptions([]), off);
  });

  it('come in any order', () => {
    const options = parseOptions(['--only', 'get|put', '--quick', '--json', 'a file.json']);
    assert.equal(options.json, 'a file.json');
    assert.equal(options.quick, true);
    assert.ok(options.only?.test('PUT, one at a time'));
    assert.equal(options.only?.test('activation'), false);
  });

  it('refuse what they do not know, and a value that is missing', () => {
    assert.throws(() => parseOptions(['--fast']), /no option "--fast"/);
    assert.throws(() => parseOptions(['--json']), /--json wants a value/);
    assert.throws(() => parseOptions(['--only', '--quick']), /--only wants a value/);
    assert.throws(() => parseOptions(['--only', '(']), /"\(" is no regular expression/);
  });

  it('write the README after a whole run only', () => {
    assert.equal(parseOptions(['--write', '--json', 'x']).write, true);
    assert.throws(() => parseOptions(['--write', '--quick']), /whole run/);
    assert.throws(() => parseOptions(['--only', 'get', '--write']), /whole run/);
  });
});
