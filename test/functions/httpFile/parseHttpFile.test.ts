import assert from 'node:assert/strict';
import { requestAt } from '../../../src/functions/httpFile/httpFile';
import { parseHttpFile } from '../../../src/functions/httpFile/parseHttpFile';
import { problemsOf, sentBy, type Sent } from './testSource';

const get = (target: string, more: Partial<Sent> = {}): Sent => ({
  method: 'GET',
  target,
  headers: [],
  body: '',
  ...more,
});
const lines = (...text: readonly string[]) => text.join('\n');

/** What both tools document, each in a file of its own; all are right. */
const corpus: Readonly<Record<string, readonly [text: string, sent: readonly Sent[]]>> = {
  'an empty file': ['', []],
  'comments alone': [lines('# nothing', '// yet', '', '###', '### later'), []],
  'an address alone': ['https://example.com/comments/1', [get('https://example.com/comments/1')]],
  'a path alone': ['/counter', [get('/counter')]],
  'a path with the version': ['/counter HTTP/1.1', [get('/counter')]],
  'a method and a path': ['GET /counter', [get('/counter')]],
  'the whole request line': ['GET /counter HTTP/1.1', [get('/counter')]],
  'HTTP/2 in small letters': ['get /counter http/2', [get('/counter')]],
  'space around and tabs between': ['  GET\t/counter\tHTTP/1.1  ', [get('/counter')]],
  'a method that nobody knows': ['PURGE /cache', [get('/cache', { method: 'PURGE' })]],
  'this machine by its port': ['GET :8088/counter', [get(':8088/counter')]],
  'a host without scheme': ['localhost:8088/counter', [get('localhost:8088/counter')]],
  'spaces in the query': ['GET /find?q=two words', [get('/find?q=two words')]],
  headers: [
    lines('GET /a', 'accept-language: zh-CN,zh;q=0.9', 'X-Two :  spaced  ', 'x-empty:'),
    [
      get('/a', {
        headers: [
          ['accept-language', 'zh-CN,zh;q=0.9'],
          ['X-Two', 'spaced'],
          ['x-empty', ''],
        ],
      }),
    ],
  ],
  'a value with colons': [
    lines('GET /a', 'x-url: http://localhost:1/a:b'),
    [get('/a', { headers: [['x-url', 'http://localhost:1/a:b']] })],
  ],
  'comments among headers': [
    lines('GET /a', '# accept: text/html', '// x: y', 'accept: */*'),
    [get('/a', { headers: [['accept', '*/*']] })],
  ],
  'a query in lines of its own': [
    lines('GET /find', '  ?page=2', '  &size=10', '# &tag=old', '&tag=新', 'accept: */*'),
    [get('/find?page=2&size=10&tag=新', { headers: [['accept', '*/*']] })],
  ],
  'a path in lines of its own': [
    lines('GET http://localhost:8088', '    /api', '    /users', '    ?id=1'),
    [get('http://localhost:8088/api/users?id=1')],
  ],
  'a body': [
    lines('POST /a', 'content-type: application/json', '', '{', '  "a": 1', '}', ''),
    [
      get('/a', {
        method: 'POST',
        headers: [['content-type', 'application/json']],
        body: '{\n  "a": 1\n}',
      }),
    ],
  ],
  'a body without headers': [
    lines('POST /a', '', 'text'),
    [get('/a', { method: 'POST', body: 'text' })],
  ],
  'blank lines around a body and inside': [
    lines('POST /a', '', '', 'one', '', '  ', 'two', '', ' ', '###'),
    [get('/a', { method: 'POST', body: 'one\n\n  \ntwo' })],
  ],
  'xml in a body': [
    lines('POST /a', '', '<request>', '  <name>x</name>', '</request>'),
    [get('/a', { method: 'POST', body: '<request>\n  <name>x</name>\n</request>' })],
  ],
  'comments in a body': [
    lines('POST /a', '', 'one', '# two', '  // three', 'four # five'),
    [get('/a', { method: 'POST', body: 'one\nfour # five' })],
  ],
  'a form in lines of its own': [
    lines(
      'POST /a',
      'content-type: application/x-www-form-urlencoded; charset=utf-8',
      '',
      'name=foo',
      '&password=bar',
    ),
    [
      get('/a', {
        method: 'POST',
        headers: [['content-type', 'application/x-www-form-urlencoded; charset=utf-8']],
        body: 'name=foo&password=bar',
      }),
    ],
  ],
  'parts of a multipart body end with CR LF': [
    lines(
      'POST /a',
      'Content-Type: multipart/form-data; boundary=x',
      '',
      '--x',
      'content-disposition: form-data; name="a"',
      '',
      '1',
      '--x--',
    ),
    [
      get('/a', {
        method: 'POST',
        headers: [['Content-Type', 'multipart/form-data; boundary=x']],
        body: '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
      }),
    ],
  ],
  'several requests, with names': [
    lines(
      '### first',
      'GET /1',
      '####',
      '# @name second',
      'GET /2',
      '### of no weight',
      '// @name third',
      'GET /3',
      '',
      '### 第四个',
      '#@name = fourth one',
      'GET /4',
      '###5',
      'GET /5',
      '###',
      'GET /6',
    ),
    [
      get('/1', { name: 'first' }),
      get('/2', { name: 'second' }),
      get('/3', { name: 'third' }),
      get('/4', { name: 'fourth one' }),
      get('/5', { name: '5' }),
      get('/6'),
    ],
  ],
  'CR LF, a byte order mark and tabs': [
    '\ufeffPOST\t/a HTTP/1.1\r\nx-a:\t1\r\n\r\none\r\n\ttwo\r\n\r\n###\r\nGET /b\r\n',
    [get('/a', { method: 'POST', headers: [['x-a', '1']], body: 'one\n\ttwo' }), get('/b')],
  ],
  'scripts and saved responses of JetBrains': [
    lines(
      '< {%',
      '  request.variables.set("a", 1)',
      '%}',
      'POST /a',
      '',
      'text',
      '',
      '> {%',
      '  client.test("x", () => {',
      '',
      '  })',
      '%}',
      '<> 2026-11-25T133000.200.json',
      '',
      '###',
      '< ./before.js',
      'GET /b',
      '',
      '> ./after.js',
      '>> saved.json',
      '>>! saved.json',
      '###',
      'GET /c',
      '> {% client.log("one line") %}',
      '<> c.json',
    ),
    [get('/a', { method: 'POST', body: 'text' }), get('/b'), get('/c')],
  ],
  'lines that look a little like scripts': [
    lines('POST /a', '', '> a quotation', '>', '<>', '>> deeper', '</>', '<a', '>'),
    [get('/a', { method: 'POST', body: '> a quotation\n>\n<>\n</>\n<a\n>' })],
  ],
  'a response that was pasted in': [
    lines('GET /a', '', '###', 'HTTP/1.1 200 OK', 'content-type: text/plain', '', 'ok'),
    [get('/a')],
  ],
  'variables of the file': [
    lines(
      '@base = http://localhost:8088',
      '@api={{base}}/api',
      '  @token =  a b  ',
      '',
      'GET {{api}}/x?t={{ token }}',
      'x-token: <{{token}}>',
      '',
      '{"t": "{{token}}", "later": {{later}}}',
      '###',
      '@later = 1',
      '// a section of variables only',
    ),
    [
      get('http://localhost:8088/api/x?t=a b', {
        headers: [['x-token', '<a b>']],
        body: '{"t": "a b", "later": 1}',
      }),
    ],
  ],
  'the later of two definitions': [
    lines('@a = 1', 'GET /{{a}}', '###', '@a = 2', 'GET /{{a}}'),
    [get('/2'), get('/2')],
  ],
  'signs in the value of a variable': [
    lines('@a = one\\ntwo\\t\\\\n\\d', 'POST /a', '', '{{a}}', '\\n'),
    [get('/a', { method: 'POST', body: 'one\ntwo\t\\n\\d\n\\n' })],
  ],
  'the host of the project': [
    lines('GET {{host}}/a', '###', 'GET http://{{host}}/b', '###', '@host = http://localhost:1'),
    [get('http://localhost:1/a'), get('http://http://localhost:1/b')],
  ],
  'percent-encoded variables': [
    lines('@q = a&b 新\ud800', 'GET /?q={{%q}}'),
    [get('/?q=a%26b%20%E6%96%B0%EF%BF%BD')],
  ],
  'dynamic variables': [
    lines(
      'POST /{{$uuid}}/{{$guid}}/{{$random.uuid}}',
      '',
      '{{$timestamp}} {{$timestamp -1 h}} {{$isoTimestamp}} {{$datetime iso8601 1 d}}',
      '{{$datetime rfc1123}} {{$randomInt 10 20}} {{$randomInt -5 5}} {{$randomInt}}',
      '{{$dotenv TOKEN}}{{$dotenv EMPTY}}',
    ),
    [
      get(`/${Array<string>(3).fill('b5a1c9f0-0000-4000-8000-000000000000').join('/')}`, {
        method: 'POST',
        body: lines(
          '1795613400 1795609800 2026-11-25T13:30:00.500Z 2026-11-26T13:30:00.500Z',
          'Wed, 25 Nov 2026 13:30:00 GMT 15 0 500',
          's3cret',
        ),
      }),
    ],
  ],
  'braces that are no variables': [
    lines('POST /a', '', '{"a":{"b":{}}} {{}} {{ }} {{#each x}} {{/each}} {{{a', '}} {{', 'x}}'),
    [
      get('/a', {
        method: 'POST',
        body: '{"a":{"b":{}}} {{}} {{ }} {{#each x}} {{/each}} {{{a\n}} {{\nx}}',
      }),
    ],
  ],
  'braces around a variable': [
    lines('@a = 1', 'POST /a', '', '{{{a}}} {"x":{"y":{{a}}}}'),
    [get('/a', { method: 'POST', body: '{1} {"x":{"y":1}}' })],
  ],
};

describe('parseHttpFile', () => {
  for (const [name, [text, sent]] of Object.entries(corpus)) {
    it(`reads ${name}`, () => {
      assert.deepEqual(sentBy(text), sent);
      assert.deepEqual(problemsOf(text), []);
    });
  }

  it('reads the same with CR LF', () => {
    for (const [name, [text, sent]] of Object.entries(corpus)) {
      assert.deepEqual(sentBy(text.replace(/\r?\n/g, '\r\n')), sent, name);
    }
  });

  it('takes a file as a part of a body, also in the middle', () => {
    const text = lines('POST /a', '', 'before', '< ./my file.bin', '<@utf8 {{dir}}/x.json', '< x');
    const [request] = parseHttpFile(text).requests;
    assert.deepEqual(request?.body.slice(1), [
      { kind: 'file', path: { text: './my file.bin', line: 3, column: 2 }, variables: false },
      { kind: 'file', path: { text: '{{dir}}/x.json', line: 4, column: 7 }, variables: true },
      { kind: 'file', path: { text: 'x', line: 5, column: 2 }, variables: false },
    ]);
  });

  it('finds the request of a line, its separator and its blank lines included', () => {
    const file = parseHttpFile(lines('@a = 1', 'GET /1', '', '### two', '', 'GET /2', '', '###'));
    const found = [0, 1, 2, 3, 4, 5, 6, 7].map((line) => requestAt(file, line)?.line);
    assert.deepEqual(found, [1, 1, 1, 5, 5, 5, 5, undefined]);
  });

  it('reads any text without harm, and finds places inside it', () => {
    const words = [
      '###',
      '# @name x',
      '@a = {{a}}',
      'GET /x',
      '> {%',
      '%}',
      '< f',
      '',
      '{{b}}',
      '?',
    ];
    for (let number = 0; number < 5_000; number += 1) {
      const picked = [...`${number}`.padStart(6, '0')].map((digit) => words[Number(digit)] ?? '');
      for (const told of problemsOf(lines(...picked))) {
        const [line = '', column = ''] = told.split(/[: ]/);
        const text = picked[Number(line) - 1];
        assert.ok(
          text !== undefined && Number(column) <= text.length,
          `${told} in ${picked.join('|')}`,
        );
      }
    }
  });
});

describe('problems of an .http file', () => {
  const wrong: Readonly<Record<string, readonly [text: string, problems: readonly string[]]>> = {
    'a method without address': ['GET', ['1:1 noTarget GET']],
    'what is no HTTP request': [
      lines('curl https://example.com -d x', '###', 'GRAPHQL /graphql', '###', 'run #first'),
      ['1:1 unsupported curl', '3:1 unsupported GRAPHQL', '5:1 unsupported run'],
    ],
    'a header without colon': [
      lines('GET /a', 'accept', 'a b: c'),
      ['2:1 noColon accept', '3:1 headerName a b'],
    ],
    'unknown variables wherever they stand': [
      lines(
        '@a = {{nowhere}}',
        'GET /{{a}}/{{b}}',
        '  ?x={{c}}',
        'x-{{d}}: {{ e }}',
        '',
        ' {{f.response.body.id}}',
        '< {{g}}',
      ),
      [
        '4:3 unknownVariable d',
        '4:10 unknownVariable e',
        '1:6 unknownVariable nowhere',
        '2:12 unknownVariable b',
        '3:6 unknownVariable c',
        '6:2 unknownVariable f.response.body.id',
        '7:3 unknownVariable g',
      ],
    ],
    'a variable that needs itself': [
      lines('@a = {{b}}', '@b = x{{a}}', 'GET /{{a}}'),
      ['2:7 circularVariable a'],
    ],
    'the environment of the machine': [
      'GET /{{$processEnv HOME}}',
      ['1:6 processEnv $processEnv HOME'],
    ],
    'what .env does not have': ['GET /{{$dotenv NOTHING}}', ['1:6 notInEnv NOTHING']],
    'names that every object has': [
      'GET /{{constructor}}{{$dotenv __proto__}}{{$timestamp 1 toString}}',
      [
        '1:6 unknownVariable constructor',
        '1:21 notInEnv __proto__',
        '1:42 badArguments $timestamp 1 toString',
      ],
    ],
    'arguments that do not fit': [
      'GET /{{$randomInt 5}}{{$randomInt 5 1}}{{$randomInt a b}}{{$dotenv}}{{$uuid 1}}{{$datetime}}',
      [
        '1:6 badArguments $randomInt 5',
        '1:22 badArguments $randomInt 5 1',
        '1:40 badArguments $randomInt a b',
        '1:58 badArguments $dotenv',
        '1:69 badArguments $uuid 1',
        '1:80 badArguments $datetime',
      ],
    ],
    'a dynamic variable that nobody knows': ['GET /{{$faker x}}', ['1:6 unknownVariable $faker']],
  };

  for (const [name, [text, problems]] of Object.entries(wrong)) {
    it(`names ${name}`, () => {
      assert.deepEqual(problemsOf(text), problems);
    });
  }

  it('names each place once, however often the variable is used', () => {
    assert.deepEqual(problemsOf(lines('@a = {{x}}', 'GET /{{a}}/{{a}}', '###', 'GET /{{a}}')), [
      '1:6 unknownVariable x',
    ]);
  });

  it('leaves requests to other machines alone', () => {
    const foreign = lines('@a = https://example.com', 'GET {{a}}/{{x}}', '', '{{y}}');
    assert.deepEqual(problemsOf(foreign).length, 2);
    assert.deepEqual(problemsOf(lines('@a = 1', 'GET https://example.com', 'x', '', '{{y}}')), []);
    assert.deepEqual(problemsOf('GET {{baseUrl}}/a'), ['1:5 unknownVariable baseUrl']);
  });

  it('ends with variables that multiply, and with a chain that is too long', () => {
    const doubling = Array.from({ length: 64 }, (_, n) => `@a${n + 1} = {{a${n}}}{{a${n}}}`);
    const all = lines('@a0 = 0123456789', ...doubling, 'GET /{{a64}}');
    assert.deepEqual(problemsOf(all), ['18:8 tooLong {{a16}}{{a16}}']);
    const chain = Array.from({ length: 100_000 }, (_, n) => `@b${n} = {{b${n + 1}}}`);
    assert.match(
      problemsOf(lines(...chain, 'GET /{{b0}}')).join(),
      /^\d+:\d+ circularVariable b\d+$/,
    );
  });
});
