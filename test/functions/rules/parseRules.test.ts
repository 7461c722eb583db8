import assert from 'node:assert/strict';
import { parseRules } from '../../../src/functions/rules/parseRules';

type Rule = Record<string, unknown>;

/** What is told about one rule, without the words that name it. */
function told(list: string, rule: unknown): readonly string[] {
  return parseRules({ [list]: [rule] }).faults.map(({ reason, path }) => {
    const start = `Rule 1 of "${list}" in edgeone.json is left out: `;
    assert(reason.startsWith(start), reason);
    return `${path.slice(2).join('.')}: ${reason.slice(start.length)}`;
  });
}

const redirect = (rule: Rule): Rule => ({
  source: '/a',
  destination: '/b',
  statusCode: 301,
  ...rule,
});

describe('parseRules', () => {
  it('takes the documented examples', () => {
    const { rules, faults, notes } = parseRules({
      redirects: [
        { source: '/articles/:id', destination: '/news-articles/:id', statusCode: 301 },
        { source: '/old-path', destination: '/new-path', statusCode: 302 },
        { source: '/t', destination: 'https://example.com/tree/main?a=b#c', statusCode: 307 },
        { source: '/t/:a', destination: 'http://127.0.0.1:8080/:a', statusCode: 308 },
      ],
      rewrites: [
        { source: '/assets/*', destination: '/assets-new/:splat' },
        { source: '/assets/*.png', destination: '/assets-new/:splat.png' },
      ],
      headers: [{ source: '/*', headers: [{ key: 'X-Frame-Options', value: 'DENY' }] }],
      trailingSlash: true,
    });
    assert.deepEqual([faults, notes], [[], []]);
    assert.deepEqual(
      [rules.redirects.length, rules.rewrites.length, rules.headers.length, rules.trailingSlash],
      [4, 2, 1, true],
    );
  });

  it('takes nothing from nothing', () => {
    const { rules, faults } = parseRules({});
    assert.deepEqual(rules, { redirects: [], rewrites: [], fallbacks: [], headers: [] });
    assert.deepEqual(faults, []);
  });

  it('takes rewrites as {src, dest} too, where they lead to the page of an app', () => {
    const { rules } = parseRules({ rewrites: [{ src: '/app/.*', dest: '/index.html' }] });
    assert.deepEqual(rules.rewrites, []);
    assert.deepEqual(
      ['/app/a', '/my/app/a', '/app'].map((path) => rules.fallbacks[0]?.pattern.test(path)),
      [true, false, false],
    );
    for (const [rule, reason] of [
      [{ src: '/(', dest: '/index.html' }, /^src: "src" is no regular expression: /],
      [{ src: '/.*', dest: '/app.html' }, /^dest: "dest" must be "\/index\.html"\./],
      [{ src: '/.*' }, /^dest: "dest" must be/],
      [{ src: `/${'a'.repeat(500)}`, dest: '/index.html' }, /^src: "src" has more than 500 /],
      [{ src: 5, dest: '/index.html' }, /^source: "source" must be a text/],
    ] as const) {
      assert.match(told('rewrites', rule)[0] ?? '', reason);
    }
  });

  it('says what is wrong with a source', () => {
    const one = 'Between two "/", "source" can hold one ":name", and no "*" or "." beside it.';
    for (const [source, reason] of [
      [undefined, '"source" must be a text.'],
      [5, '"source" must be a text.'],
      ['', '"source" must begin with "/".'],
      ['a', '"source" must begin with "/".'],
      [`/${'a'.repeat(500)}`, '"source" has more than 500 characters.'],
      ['/(.*)', '"source" must not hold the character "(".'],
      ['/你', '"source" must not hold the character "你".'],
      ['/a\\b', '"source" must not hold the character "\\".'],
      ['/*/*', '"source" can hold one "*" only.'],
      ['/:', 'In "source", a letter or a digit must follow each ":".'],
      ['/:a:b', one],
      ['/:a.html', one],
      ['/:a*', one],
      ['/:a/:a', '":a" stands twice in "source".'],
      ['/:splat/*', '":splat" stands twice in "source".'],
      ['/a?b', '"source" is a path and cannot hold "?" or "#".'],
    ] as const) {
      assert.deepEqual(told('redirects', redirect({ source })), [`source: ${reason}`]);
      assert.deepEqual(told('rewrites', { source, destination: '/b' }), [`source: ${reason}`]);
      assert.deepEqual(told('headers', { source, headers: [] }), [`source: ${reason}`]);
    }
    assert.deepEqual(told('redirects', redirect({ source: `/${'a'.repeat(499)}` })), []);
  });

  it('says what is wrong with a destination', () => {
    const whole =
      '"destination" must be a path that begins with one "/", or a whole http(s) address.';
    for (const [destination, reason] of [
      [undefined, '"destination" must be a text.'],
      ['', whole],
      ['b', whole],
      ['//evil.example/b', whole],
      ['ftp://example.com/', whole],
      ['javascript:alert', whole],
      ['/*', '"destination" cannot hold "*"; write ":splat" for what "*" matched.'],
      ['/:splat', '"destination" uses ":splat", which "source" does not have.'],
      ['/x?y=:id', '"destination" uses ":id", which "source" does not have.'],
      [
        'https://:name.example.com/',
        '"destination" does not name a host: "https://:name.example.com".',
      ],
      ['https://', '"destination" does not name a host: "https://".'],
      ['/a\nb', '"destination" must not hold the character "\n".'],
      [`/${'a'.repeat(500)}`, '"destination" has more than 500 characters.'],
    ] as const) {
      const rule = redirect({ source: '/:name', destination });
      assert.deepEqual(told('redirects', rule), [`destination: ${reason}`]);
    }
    assert.deepEqual(told('redirects', redirect({ destination: '/at/12:30' })), []);
    const files = '"destination" must be a path that begins with one "/": rewrites lead to files.';
    for (const destination of ['https://example.com/', '//example.com', 'b']) {
      assert.deepEqual(told('rewrites', { source: '/a', destination }), [`destination: ${files}`]);
    }
  });

  it('says what is wrong with a status', () => {
    for (const statusCode of [undefined, 200, 304, '301', null]) {
      assert.deepEqual(told('redirects', redirect({ statusCode })), [
        'statusCode: "statusCode" must be one of 301, 302, 303, 307, 308.',
      ]);
    }
  });

  it('leaves out wrong headers, and keeps the others of the rule', () => {
    const headers = [
      { key: 'x-good', value: 'yes' },
      { key: 'x good', value: 'no' },
      { key: 'x-long', value: 'a'.repeat(1001) },
      { key: 'x-chinese', value: '中' },
      { key: 'x-split', value: 'a\r\nset-cookie: b' },
      { key: 'Transfer-Encoding', value: 'chunked' },
      { key: 'x-pages-kv-node', value: 'mars' },
      null,
    ];
    const { rules, faults } = parseRules({ headers: [{ source: '/*', headers }] });
    assert.deepEqual(rules.headers[0]?.headers, [['x-good', 'yes']]);
    assert.deepEqual(
      faults.map(({ reason, path }) => [path.join('.'), reason.replace(/^.*left out: /, '')]),
      [
        ['headers.0.headers.1', 'Header 2: "key" must have 1 to 100 letters, digits and "-".'],
        ['headers.0.headers.2', 'Header 3: "value" must have 1 to 1000 characters.'],
        ['headers.0.headers.3', 'Header 4: "value" must not hold the character "中".'],
        ['headers.0.headers.4', 'Header 5: "value" must not hold the character "\\r".'],
        ['headers.0.headers.5', 'Header 6: "Transfer-Encoding" cannot be set by a rule.'],
        ['headers.0.headers.6', 'Header 7: "x-pages-kv-node" cannot be set by a rule.'],
        ['headers.0.headers.7', 'Header 8: "key" must have 1 to 100 letters, digits and "-".'],
      ],
    );
    const many = Array.from({ length: 102 }, (_, n) => ({ key: `x-${n}`, value: 'a' }));
    const full = parseRules({ headers: [{ source: '/*', headers: many }] });
    assert.equal(full.rules.headers[0]?.headers.length, 100);
    assert.equal(full.faults.length, 1);
    assert.deepEqual(told('headers', { source: '/', headers: [] }), [
      'headers: "headers" must be a list of at least one {"key": …, "value": …}.',
    ]);
  });

  it('names the position of a wrong rule, and keeps the others', () => {
    const wrong = redirect({ statusCode: 5 });
    const { rules, faults } = parseRules({ redirects: [redirect({}), null, wrong, redirect({})] });
    assert.equal(rules.redirects.length, 2);
    assert.deepEqual(
      faults.map(({ reason, path }) => [reason.slice(0, 24), path]),
      [
        ['Rule 2 of "redirects" in', ['redirects', 1]],
        ['Rule 3 of "redirects" in', ['redirects', 2, 'statusCode']],
      ],
    );
  });

  it('refuses lists that are none, and another trailingSlash', () => {
    const { rules, faults } = parseRules({ redirects: {}, headers: 'x', trailingSlash: 'yes' });
    assert.deepEqual(rules, { redirects: [], rewrites: [], fallbacks: [], headers: [] });
    assert.deepEqual(faults, [
      { reason: '"redirects" of edgeone.json must be a list of rules.', path: ['redirects'] },
      { reason: '"headers" of edgeone.json must be a list of rules.', path: ['headers'] },
      {
        reason: '"trailingSlash" of edgeone.json must be true or false.',
        path: ['trailingSlash'],
      },
    ]);
  });

  it('says that rules between custom domains have no effect here', () => {
    const { rules, faults, notes } = parseRules({
      redirects: [redirect({ source: '$host', destination: '$wwwhost' })],
    });
    assert.deepEqual([rules.redirects, faults], [[], []]);
    assert.match(notes[0] ?? '', /^Rule 1 of "redirects".*custom domain/);
  });
});
