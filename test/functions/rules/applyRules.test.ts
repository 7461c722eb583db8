import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findRedirect, findRewrite, headersFor } from '../../../src/functions/rules/applyRules';
import { matchSource } from '../../../src/functions/rules/matchSource';
import { parseRules } from '../../../src/functions/rules/parseRules';
import { parseSource } from '../../../src/functions/rules/parseSource';
import { withTrailingSlash } from '../../../src/functions/rules/trailingSlash';
import { checkProperty } from '../../support/checkProperty';

const base = 'http://localhost:8088';

function captures(source: string, pathname: string): Record<string, string> | undefined {
  const parsed = parseSource(source);
  assert(parsed.ok, source);
  const found = matchSource(parsed.value, pathname);
  return found && Object.fromEntries(found);
}

function location(source: string, destination: string, target: string): string | undefined {
  const { rules, faults } = parseRules({ redirects: [{ source, destination, statusCode: 301 }] });
  assert.deepEqual(faults, []);
  return findRedirect(rules, 30, new URL(base + target))?.location;
}

describe('matchSource', () => {
  const cases: readonly (readonly [string, string, Record<string, string>?])[] = [
    ['/', '/', {}],
    ['/', '/a'],
    ['/a', '/a', {}],
    ['/a', '/a/'],
    ['/a/', '/a'],
    ['/a/', '/a/', {}],
    ['/a', '/A'],
    ['/a b', '/a%20b', {}],
    ['/a', '/%zz'],
    ['/a/:id', '/a/1', { id: '1' }],
    ['/a/:id', '/a/%E4%BD%A0', { id: '%E4%BD%A0' }],
    ['/a/:id', '/a/'],
    ['/a/:id', '/a/1/2'],
    ['/:a/:b_1', '/1/2', { a: '1', b_1: '2' }],
    ['/user-:id-x', '/user-7-x', { id: '7' }],
    ['/user-:id-x', '/user--x'],
    ['/*', '/', { splat: '' }],
    ['/*', '/a/b', { splat: 'a/b' }],
    ['/*', '//evil.example', { splat: '/evil.example' }],
    ['/a/*', '/a'],
    ['/a/*', '/a/', { splat: '' }],
    ['/a/*', '/ab/c'],
    ['/a/*.png', '/a/b/c.png', { splat: 'b/c' }],
    ['/a/*.png', '/a/.png', { splat: '' }],
    ['/a/*.png', '/a/b.png/'],
    ['/a/x*x', '/a/x'],
    ['/a/*/z/:id', '/a/b/c/z/9', { splat: 'b/c', id: '9' }],
    ['/a/*/z', '/a/z'],
    ['/a*', '/abc/d', { splat: 'bc/d' }],
    ['*.jpg', '/a.jpg', { splat: 'a' }],
    ['*.jpg', '/a/b.jpg', { splat: 'a/b' }],
    ['*.jpg', '/a.png'],
    ['*', '/', { splat: '' }],
  ];
  for (const [source, pathname, expected] of cases) {
    it(`${source} ${expected ? 'fits' : 'does not fit'} ${pathname}`, () => {
      assert.deepEqual(captures(source, pathname), expected);
    });
  }

  it('agrees with a regular expression on random sources and paths', async () => {
    const piece = fc.constantFrom('a', 'b', 'ab', '/', '//', '.', '-');
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`);
    const hole = fc.constantFrom('*', ':n', '/:n/', '/*/', '', '');
    const source = fc
      .tuple(text, hole, text, hole)
      .map((pieces) => pieces.join('').replace(/:n(\w)/g, ':n/$1'));
    await checkProperty(
      fc.property(source, text, (from, pathname) => {
        const parsed = parseSource(from);
        if (!parsed.ok) return;
        const pattern = from
          .replace(/[.]/g, '\\.')
          .replace('*', '(?<splat>.*)')
          .replace(':n', '(?<n>[^/]+)');
        const match = new RegExp(`^${pattern}$`).exec(pathname);
        assert.deepEqual(
          captures(from, pathname),
          match ? { ...match.groups } : undefined,
          `${from} ${pathname}`,
        );
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes no longer on a hostile path', () => {
    const source = `/:name/*${'a'.repeat(200)}b`;
    const pathname = `/1/${'a/'.repeat(4000)}${'a'.repeat(8000)}`;
    const startMs = performance.now();
    for (let n = 0; n < 20; n++) assert.equal(captures(source, pathname), undefined);
    assert(performance.now() - startMs < 1000);
  });
});

describe('findRedirect', () => {
  it('puts in what was matched, and keeps the query', () => {
    const cases = [
      ['/a/:id', '/b/:id', '/a/1?x=y', '/b/1?x=y'],
      ['/a/*', '/b/:splat', '/a/c/d', '/b/c/d'],
      ['/a/*', '/b?p=:splat', '/a/c', '/b?p=c'],
      ['/a/*', '/b?p=:splat#top', '/a/c?x=y', '/b?p=c&x=y#top'],
      ['/a', 'https://example.com', '/a?x', 'https://example.com?x'],
      ['/a/*', 'https://example.com:8443/:splat', '/a//b', 'https://example.com:8443//b'],
      ['/:a/:b', '/:b/:a', '/1/2', '/2/1'],
      ['/a', '/b c', '/a', '/b%20c'],
    ] as const;
    for (const [source, destination, target, expected] of cases) {
      assert.equal(location(source, destination, target), expected);
    }
    assert.equal(location('/a', '/b', '/c'), undefined);
  });

  it('never leaves the host for what a path says', () => {
    const targets = ['//evil.example', '///evil.example/x/', '//evil.example/', '/\\evil.example'];
    for (const target of [
      ...targets,
      '/%5cevil.example',
      '/%2f/evil.example',
      '/.//evil.example',
    ]) {
      for (const destination of ['/:splat', '/x/../:splat']) {
        const found = location('/*', destination, target);
        assert.equal(new URL(found ?? '', base).origin, base, `${target} → ${found}`);
      }
      for (const trailingSlash of [true, false]) {
        const { rules } = parseRules({ trailingSlash });
        const found = findRedirect(rules, 30, new URL(base + target));
        assert.equal(new URL(found?.location ?? '/', base).origin, base, target);
      }
    }
    const { rules } = parseRules({ trailingSlash: false });
    const found = findRedirect(rules, 30, new URL(`${base}//evil.example/`));
    assert.deepEqual(found, { status: 308, location: '/evil.example' });
  });

  it('asks the rules in order, before the slash, and as many as count', () => {
    const rule = (destination: string) => ({ source: '/a', destination, statusCode: 302 });
    const others = Array.from({ length: 30 }, (_, n) => ({ ...rule('/x'), source: `/no/${n}` }));
    const { rules } = parseRules({ redirects: [rule('/1'), rule('/2')], trailingSlash: true });
    assert.deepEqual(findRedirect(rules, 30, new URL(`${base}/a`)), {
      status: 302,
      location: '/1',
    });
    const many = parseRules({ redirects: [...others, rule('/1')] }).rules;
    assert.equal(findRedirect(many, 30, new URL(`${base}/a`)), undefined);
    assert.equal(findRedirect(many, 100, new URL(`${base}/a`))?.location, '/1');
  });
});

describe('withTrailingSlash', () => {
  for (const [setting, from, to] of [
    [undefined, '/a/', undefined],
    [undefined, '/a', undefined],
    [true, '/', undefined],
    [true, '/a', '/a/'],
    [true, '/a/b', '/a/b/'],
    [true, '/a.b/c', '/a.b/c/'],
    [true, '/a/', undefined],
    [true, '/a.css', undefined],
    [true, '/a.css/', '/a.css'],
    [true, '/.well-known', undefined],
    [true, '/v1.2/', '/v1.2'],
    [true, '//a', undefined],
    [false, '/', undefined],
    [false, '/a', undefined],
    [false, '/a/', '/a'],
    [false, '/a/b/', '/a/b'],
    [false, '//', '/'],
  ] as const) {
    it(`${setting}: ${from} ${to === undefined ? 'stays' : `leads to ${to}`}`, () => {
      assert.equal(withTrailingSlash(setting, from), to);
    });
  }
});

describe('findRewrite and headersFor', () => {
  it('find the file and the headers of a path', () => {
    const { rules } = parseRules({
      rewrites: [
        { source: '/assets/*.png', destination: '/png/:splat.png' },
        { source: '/assets/*', destination: '/new/:splat' },
      ],
      headers: [
        {
          source: '/*',
          headers: [
            { key: 'Cache-Control', value: 'max-age=7200' },
            { key: 'x-a', value: '1' },
          ],
        },
        { source: '/assets/*', headers: [{ key: 'cache-control', value: 'max-age=31536000' }] },
      ],
    });
    const found = (path: string) => findRewrite(rules, 30, path);
    assert.deepEqual(found('/assets/a/b.png'), { path: '/png/a/b.png', isFallback: false });
    assert.deepEqual(found('/assets/a/b.css'), { path: '/new/a/b.css', isFallback: false });
    assert.equal(found('/other'), undefined);
    assert.deepEqual(headersFor(rules, 30, '/x'), [
      ['Cache-Control', 'max-age=7200'],
      ['x-a', '1'],
    ]);
    assert.deepEqual(headersFor(rules, 30, '/assets/x'), [
      ['cache-control', 'max-age=31536000'],
      ['x-a', '1'],
    ]);
  });

  it('let what leads all of a folder to one file come last', () => {
    for (const [source, destination, isFallback] of [
      ['/*', '/index.html', true],
      ['/app/*', '/app/index.html', true],
      ['/:lang/*', '/index.html', true],
      ['/*', '/files/:splat', false],
      ['/*.png', '/none.png', false],
      ['/:lang/*', '/:lang/index.html', false],
      ['/a/:id', '/a.html', false],
    ] as const) {
      const { rules } = parseRules({ rewrites: [{ source, destination }] });
      const path = source.replace('*', 'b').replace(/:\w+/, 'a');
      assert.equal(findRewrite(rules, 30, path)?.isFallback, isFallback, source);
    }
  });
});
