import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseHttpFile } from '../../../src/functions/httpFile/parseHttpFile';
import { writeRequest, type PlainRequest } from '../../../src/functions/httpFile/writeRequest';
import { checkProperty } from '../../support/checkProperty';
import { problemsOf, sentBy } from './testSource';

const plain = (request: Partial<PlainRequest>): PlainRequest => ({
  method: 'POST',
  path: '/a',
  headers: [],
  ...request,
});

/** Text in which everything that means something to the parser comes up often. */
const awkward = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 7,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...['\n', '\r', '\r\n', ' ', '\t', '#', '###', '//', '@a = 1', '{', '{{', '}}', '{{a}}'],
          ...['{{empty}}', '< ./x', '<@ x', '> {%', '%}', '<> x', '>> x', '> x.js', '&', '?', '='],
          ...['GET /', ':', 'a', '新', '\ud800', '\u2028', '\ufeff', '\u00a0', '\\n', '\\'],
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  },
);
const headerName = fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,12}$/);
const headerValue = fc.oneof(
  fc.stringMatching(/^[\t\x20-\x7e\x80-\xff]{0,20}$/),
  fc.constantFrom('{{a}}', ' {{ ', '{', ' x ', '#', '// x', '}}{{{'),
);
const contentType = fc.constantFrom(
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
);
const request: fc.Arbitrary<PlainRequest> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PURGE'),
    path: fc.stringMatching(/^\/[\x21-\x7e]{0,20}$/),
    names: fc.uniqueArray(headerName, { maxLength: 4, selector: (name) => name.toLowerCase() }),
    values: fc.array(headerValue, { minLength: 4, maxLength: 4 }),
    type: fc.option(contentType, { nil: undefined }),
    body: fc.option(awkward, { nil: undefined }),
  })
  .map(({ method, path, names, values, type, body }) => ({
    method,
    path,
    headers: [
      ...names
        .filter((name) => name.toLowerCase() !== 'content-type')
        .map((name, index) => [name, values[index] ?? ''] as const),
      ...(type === undefined ? [] : [['Content-Type', type] as const]),
    ],
    ...(body === undefined ? {} : { body }),
  }));

/** The request that the text is read back as. */
function readBack(text: string, index = 0): PlainRequest {
  const written = parseHttpFile(text).requests[index];
  const sent = sentBy(text)[index];
  assert.ok(sent && written, `no request in:\n${text}`);
  const { method, target, headers, body } = sent;
  return { method, path: target, headers, ...(written.body.length === 0 ? {} : { body }) };
}

describe('writeRequest', () => {
  it('writes what people would write', () => {
    assert.equal(
      writeRequest(
        plain({ headers: [['content-type', 'application/json']], body: '{\n  "a": 1\n}' }),
      ),
      [
        '### POST /a',
        'POST /a HTTP/1.1',
        'content-type: application/json',
        '',
        '{',
        '  "a": 1',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('keeps what the syntax has no place for', () => {
    const text = writeRequest(plain({ body: '# title\n\n{{name}}\r\n' }));
    assert.equal(
      text,
      [
        '### POST /a',
        '@braces = {{',
        '@cr = \\r',
        '@empty =',
        'POST /a HTTP/1.1',
        '',
        '{{empty}}# title',
        '',
        '{{braces}}name}}{{cr}}',
        '{{empty}}',
        '',
      ].join('\n'),
    );
    assert.equal(readBack(text).body, '# title\n\n{{name}}\r\n');
  });

  it('takes another name where the file uses one for something else', () => {
    const before = '@empty = full\n@lf = \\n\nGET /{{empty}}\n\n';
    const text = before + writeRequest(plain({ body: '#' }), parseHttpFile(before).variables);
    assert.match(text, /^@empty2 =$/m);
    assert.deepEqual(readBack(text, 1), plain({ body: '#' }));
    assert.equal(sentBy(text)[0]?.target, '/full');
  });

  it('is read back as the same request, whatever it holds and wherever it stands', async () => {
    await checkProperty(
      fc.property(fc.array(request, { minLength: 1, maxLength: 3 }), fc.boolean(), (all, crlf) => {
        const text = all.map((one) => writeRequest(one)).join('\n');
        const file = crlf ? `\ufeff${text.replaceAll('\n', '\r\n')}` : text;
        assert.deepEqual(problemsOf(file), []);
        assert.equal(parseHttpFile(file).requests.length, all.length);
        for (const [index, one] of all.entries()) assert.deepEqual(readBack(file, index), one);
      }),
      { numRuns: 3_000 },
    );
  });
});
