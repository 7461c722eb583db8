import assert from 'node:assert/strict';
import { isLoopback, parseTarget } from '../../../src/functions/httpFile/target';

describe('parseTarget', () => {
  const address = (text: string, hostHeader?: string): string => {
    const target = parseTarget(text, hostHeader);
    if (target.kind !== 'address') return target.kind;
    return `${target.scheme} ${target.authority} ${target.hostname} ${target.port} ${target.path}`;
  };

  it('takes a path as it stands', () => {
    for (const path of ['/', '/a?b=c#d', '//x', '/a b', '/http://x']) {
      assert.deepEqual(parseTarget(path), { kind: 'path', path });
    }
  });

  it('makes an address of a path and a Host header', () => {
    assert.equal(address('/a', 'example.com'), 'http example.com example.com 80 /a');
  });

  it('reads addresses, with and without scheme, port and path', () => {
    const rows = {
      'http://localhost:8088/a?b=c': 'http localhost:8088 localhost 8088 /a?b=c',
      'HTTP://LOCALHOST:8088': 'http LOCALHOST:8088 LOCALHOST 8088 /',
      'http://127.0.0.1?x=//y': 'http 127.0.0.1 127.0.0.1 80 /?x=//y',
      'https://example.com': 'https example.com example.com 443 /',
      'http://http://localhost:1/a': 'http localhost:1 localhost 1 /a',
      'localhost:8088/a': 'http localhost:8088 localhost 8088 /a',
      ':8088/a': 'http localhost:8088 localhost 8088 /a',
      'frankfurt.localhost:8088': 'http frankfurt.localhost:8088 frankfurt.localhost 8088 /',
      'http://[::1]:80/': 'http [::1]:80 [::1] 80 /',
      'ws://x/y': 'ws x x 80 /y',
    };
    for (const [text, read] of Object.entries(rows)) assert.equal(address(text), read, text);
  });

  it('refuses what is none', () => {
    for (const text of [
      '',
      'http://',
      'http:///a',
      'http://a:b/c',
      'http://me:secret@localhost/',
      '?a=b',
    ]) {
      assert.equal(address(text), 'invalid', text);
    }
  });

  it('knows this machine, and is not fooled', () => {
    for (const name of [
      'localhost',
      'LocalHost',
      '127.0.0.1',
      '127.9.9.9',
      'frankfurt.localhost',
    ]) {
      assert.ok(isLoopback(name), name);
    }
    for (const name of ['localhost.example.com', '127.0.0.1.nip.io', 'notlocalhost', '10.0.0.1']) {
      assert.ok(!isLoopback(name), name);
    }
  });
});
