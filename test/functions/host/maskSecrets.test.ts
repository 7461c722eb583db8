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
    const frame = 'x\n    at f (a.js:777:777)';
    assert.equal(masked(frame, '777'), frame);
  });

  it('leaves values of one or two characters, which stand in sentences of our own', () => {
    const text = 'did not answer within 2.5 s, returned a Response, code 42';
    assert.equal(masked(text, '5', 'a', '42', 's'), text);
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

  it('hides what forms and addresses make of a value', () => {
    const value = "p@ss w0rd&x!(~)*'ü";
    const address = new URL('https://x/login');
    address.searchParams.set('pw', value);
    assert.equal(masked(`failed: ${address.href}`, value), 'failed: https://x/login?pw=•••');
    assert.equal(masked(`at ${encodeURI(value)}.`, value), 'at •••.');
  });

  it('hides a value in base64, whatever stands in front of it and behind', () => {
    const value = 'sk-live-42/öffne?dich';
    for (const before of ['', 'a', 'ad', 'adm', 'admin:']) {
      for (const after of ['', '!', '!!', '!!!']) {
        for (const alphabet of ['base64', 'base64url'] as const) {
          const encoded = Buffer.from(before + value + after).toString(alphabet);
          const text = masked(`Basic ${encoded}.`, value);
          assert.match(text, /^Basic [\w+/-]*•••[\w+/-]*={0,2}\.$/);
          const left = text.replaceAll(/^Basic |•••|\.$/g, '').length;
          // What is left over says nothing of the value: it stands for the texts around it.
          assert.ok(left * 6 <= (before.length + after.length) * 8 + 16, text);
        }
      }
    }
    const word = 'sword';
    assert.equal(masked(`t=${btoa(`x:${word}`)}`, word), 't=eD•••==');
  });

  it('hides a value in hexadecimal', () => {
    const hex = Buffer.from('swordfish').toString('hex');
    assert.equal(masked(`0x${hex} ${hex.toUpperCase()}`, 'swordfish'), '0x••• •••');
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
