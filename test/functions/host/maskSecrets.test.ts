import assert from 'node:assert/strict';
import { maskSecrets } from '../../../src/functions/host/maskSecrets';

describe('maskSecrets', () => {
  const masked = (text: string, ...values: string[]) => maskSecrets(values)(text);

  it('hides a value wherever it stands, the longest of several', () => {
    assert.equal(masked('key=abcdef;abcd', 'abcd', 'abcdef'), 'key=•••;•••');
    assert.equal(masked('abcdefgh', 'abcde', 'defgh'), '•••');
    assert.equal(masked('nothing', ''), 'nothing');
  });

  it('hides short values where they stand alone', () => {
    assert.equal(masked("wrong pin '123' of 1234", '123'), "wrong pin '•••' of 1234");
    assert.equal(masked('a:b at 7', 'b', '7'), 'a:••• at •••');
    const frame = 'x\n    at f (a.js:7:7)';
    assert.equal(masked(frame, '7'), frame);
  });

  it('leaves words that hide nothing', () => {
    const text = 'return true; // 1 error in production -';
    assert.equal(masked(text, 'true', '1', 'error', 'production', '-'), text);
  });

  it('hides values of several lines, as a whole and line by line', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQ\n  Zz9+/x==\n-----END KEY-----';
    assert.equal(masked(`no: ${key}!`, key), 'no: •••!');
    assert.equal(masked('line MIIEvQ, then Zz9+/x==', key), 'line •••, then •••');
    assert.equal(masked(JSON.stringify({ key }), key), '{"key":"•••"}');
  });

  it('hides other ways to write a value', () => {
    const value = `p@ss "w'rd\\`;
    for (const text of [JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]) {
      assert.equal(masked(`<${text}>`, value), '<•••>');
    }
    assert.equal(masked(`'p@ss "w\\'rd\\\\'`, value), "'•••'");
    assert.equal(masked('\ud800 half', '\ud800abc'), '\ud800 half');
  });

  it('hides the parts that messages of the engine quote', () => {
    const secret = 'swordfish-and-chips-for-everybody';
    let message = '';
    try {
      JSON.parse(secret);
    } catch (error) {
      message = String(error);
    }
    assert.match(message, /swordfish/);
    assert.doesNotMatch(masked(message, secret), /sword/);
    assert.doesNotMatch(masked(`got ${secret.slice(5, 25)}…`, secret), /fish|chips/);
  });
});
