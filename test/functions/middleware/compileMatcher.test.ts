import assert from 'node:assert/strict';
import { compileMatcher } from '../../../src/functions/middleware/compileMatcher';

const cases: readonly (readonly [
  matcher: string,
  yes: readonly string[],
  no: readonly string[],
])[] = [
  ['*', ['/', '/a/b.png'], []],
  ['/*', ['/', '/a/b'], []],
  ['/:path*', ['/', '/a', '/a/b/c.js', '/a/'], []],
  ['/', ['/'], ['/a', '//a']],
  ['/about', ['/about', '/about/'], ['/about/us', '/About', '/aboutx', '/x/about']],
  ['/api/:path*', ['/api', '/api/', '/api/a', '/api/a/b'], ['/apis', '/x/api', '/']],
  ['/api/:path+', ['/api/a', '/api/a/b/'], ['/api', '/api/']],
  ['/api/:path?', ['/api', '/api/a'], ['/api/a/b']],
  ['/user/:id', ['/user/7', '/user/a.b'], ['/user', '/user/', '/user/7/x']],
  ['/user/:id/edit', ['/user/7/edit'], ['/user/edit', '/user/7/8/edit']],
  ['/user/:id(\\d+)', ['/user/7', '/user/42/'], ['/user/x', '/user/']],
  ['/:from-:to', ['/a-b', '/a-b-c'], ['/a', '/-']],
  ['/file.:ending', ['/file.js'], ['/file', '/filexjs']],
  ['/(a|b)/x', ['/a/x', '/b/x'], ['/c/x']],
  ['/blog{/:year}?/new', ['/blog/new', '/blog/2026/new'], ['/blog/2026']],
  ['/((?!api|_next).*)', ['/', '/page', '/x/api'], ['/api', '/api/a', '/_next/x.js']],
  ['/a\\:b', ['/a:b'], ['/ab']],
  // No path patterns, so regular expressions; without "^" these may begin anywhere.
  ['/api/.*', ['/api/', '/api/a', '/x/api/a'], ['/api', '/apis/a']],
  ['^/user/\\d+$', ['/user/7'], ['/user/x', '/user/7/', '/x/user/7']],
  ['^/only$', ['/only'], ['/only/']],
  ['\\.(png|jpg)$', ['/a.png', '/b/c.jpg'], ['/a.png/x', '/apng']],
  ['^/(?=.*secret)[^/]+$', ['/my-secret', '/secret'], ['/public', '/a/secret']],
  ['^/(?:.*(?<!draft)/)?page$', ['/page', '/a/page'], ['/draft/page']],
  ['^/([a-z])\\1$', ['/aa'], ['/ab']],
  ['^/[a-c]{2,3}(?:/[^/]{0,2})?$', ['/ab', '/abc/', '/abc/xy'], ['/a', '/abcd', '/ab/xyz']],
];

describe('compileMatcher', () => {
  for (const [source, yes, no] of cases) {
    it(source, () => {
      const { matches, fault } = compileMatcher(source);
      assert.equal(fault, undefined);
      assert.deepEqual(
        [...yes, ...no].filter((pathname) => matches(pathname)),
        yes,
      );
    });
  }

  for (const source of ['^/(a$', '^/[b-a]', '^/(?<n>a)(?<n>b)$']) {
    it(`says what is wrong with ${source}, and matches its text alone`, () => {
      const { matches, fault } = compileMatcher(source);
      assert.equal(fault?.kind, 'invalid');
      assert.deepEqual([matches(source), matches('/a')], [true, false]);
    });
  }

  it('knows a pattern that no path looks like', () => {
    assert.deepEqual(compileMatcher('api/:path*').fault, { kind: 'noSlash' });
    const encoded = '/%E4%B8%AD%E6%96%87/:path*';
    assert.deepEqual(compileMatcher('/中文/:path*').fault, { kind: 'notEncoded', encoded });
    assert.equal(compileMatcher(encoded).matches('/%E4%B8%AD%E6%96%87/a'), true);
  });
});
