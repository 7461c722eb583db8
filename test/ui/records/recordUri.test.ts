import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseRecordPath, recordPath } from '../../../src/ui/records/recordUri';

const keyOf = (path: string) => {
  const target = parseRecordPath(path);
  return target?.kind === 'record' ? target.key : undefined;
};

describe('record addresses', () => {
  const shown: readonly (readonly [string, string])[] = [
    ['visits', 'visits'],
    ['user:1', 'user:1'],
    ['a:b', 'a:b'],
    ['a-b.c', 'a-b.c'],
    ['购物车 1', '购物车 1'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['a/b', 'a%2Fb'],
    ['..', '%2E%2E'],
    ['.', '%2E'],
    ['...', '...'],
    ['100%', '100%25'],
    ['%2F', '%252F'],
    ['%u202E', '%25u202E'],
    ['a?b#c', 'a%3Fb%23c'],
    ['a\0b\n', 'a%00b%0A'],
    ['a\\b', 'a%5Cb'],
    ['con<>|*"', 'con<>|*"'],
    [' a b ', '%20a b%20'],
    ['\u202Etxt', '%u202Etxt'],
    ['\uFEFFa', '%uFEFFa'],
    ['\uD800', '%uD800'],
    ['__proto__', '__proto__'],
  ];
  for (const [key, segment] of shown) {
    it(`shows ${JSON.stringify(key)} as ${segment}`, () => {
      const path = recordPath({ account: 'main', namespace: 'shop', key });
      assert.equal(path, `/main/shop/${segment}`);
      assert.equal(keyOf(path), key);
    });
  }

  it('gives every record one path and reads it back', () => {
    const name = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(name, name, name, (account, namespace, key) => {
        const path = recordPath({ account, namespace, key });
        assert.equal(path.split('/').length, 4);
        assert.ok(!/(^|\/)\.{1,2}(\/|$)/.test(path));
        assert.deepEqual(parseRecordPath(path), { kind: 'record', account, namespace, key });
      }),
      { numRuns: 500 },
    );
  });

  it('keeps an account away from the form of a drive', () => {
    const path = recordPath({ account: 'C:x', namespace: 'n', key: 'k' });
    assert.equal(path, '/C%3Ax/n/k');
  });

  it('knows folders', () => {
    assert.deepEqual(parseRecordPath('/'), { kind: 'root' });
    assert.deepEqual(parseRecordPath('/a'), { kind: 'account', account: 'a' });
    assert.deepEqual(parseRecordPath('/a/b/'), {
      kind: 'namespace',
      account: 'a',
      namespace: 'b',
    });
  });

  it('refuses second spellings of a record and paths below it', () => {
    for (const path of ['/a/b/%41', '/a/b/%', '/a/b/%2f', '/a//b', '/a/b/c/d', '/a/b/..']) {
      assert.equal(parseRecordPath(path), null, path);
    }
  });
});
