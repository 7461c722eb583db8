import assert from 'node:assert/strict';
import { requestData } from '../../../src/ui/requests/requestData';
import { requestText, type RequestWords } from '../../../src/ui/requests/requestText';
import { operation, project, trace } from './requests';

const words: RequestWords = {
  response: {
    ...{ operations: 'KV operations', noOperations: 'none', headers: 'Headers', body: 'Body' },
    ...{ noBody: 'empty', hit: 'hit', staleHit: 'stale hit', missingHit: 'no', miss: 'miss' },
    ...{ missing: 'miss, none', written: 'written', deleted: 'deleted', listed: 'listed' },
    refused: 'refused',
    columns: {
      ...{ operation: 'Call', key: 'Key', node: 'Node', result: 'Result', version: 'Version' },
      ...{ age: 'Age', duration: 'Duration' },
    },
    leftOut: (count) => `${count} left out`,
    shortened: (shown, all) => `${shown} of ${all}`,
    bytes: (count) => `${count} B`,
    milliseconds: (count) => `${count} ms`,
    seconds: (count) => `${count} s`,
  },
  ...{ time: 'Time', id: 'Request', project: 'Project', answeredBy: 'Answered by' },
  ...{ nobody: 'nobody', error: 'Error', place: 'At', source: 'Source', cache: 'cache' },
  ...{ centre: 'centre', size: 'Size', begin: 'Begin', code: 'Code' },
  ...{ requestHeaders: 'Asked headers', requestBody: 'Asked body', askedGone: 'gone' },
  bodyMissing: { dropped: 'dropped', tooLarge: 'too large', unread: 'unread' },
  dateTime: (ms) => `at ${ms}`,
};

const kept = { sequence: 0, project, staleReads: 0 };
const place = { file: '/shop/edge-functions/counter.js', line: 3, column: 11 };

describe('requestText', () => {
  it('tells the request, each operation, and what was asked', () => {
    const refused = { ...operation, op: 'put', key: 'a\nb', source: 'central', version: null };
    const operations = [
      { ...operation, stale: true, place },
      { ...refused, atMs: null, bytes: 0, error: 'Key is bad' } as typeof operation,
    ];
    const asked = { headers: [['accept', '*/*']] as const, body: Buffer.from('{"a":1}') };
    const request = { ...kept, trace: { ...trace, route: '/counter', operations } };
    const { text, links } = requestText(request, asked, words);
    assert.deepEqual(text.split('\n'), [
      'GET /counter?a=b',
      '200 OK · 12 ms · frankfurt',
      '',
      'Time         at 0',
      'Request      first',
      'Project      shop',
      'Answered by  /counter',
      '',
      '── KV operations · 2',
      'Call  Key     Result     Source  Version  Age    Node       Size  Begin  Duration  Code',
      'get   visits  stale hit  cache   v3       1.5 s  frankfurt  12 B  1 ms   2 ms      edge-functions/counter.js:3:11',
      'put   a␊b     refused    -       -        -      frankfurt  0 B   1 ms   2 ms      -',
      '  Key is bad',
      '',
      '── Asked headers · 1',
      'accept: */*',
      '',
      '── Asked body · json · 7 B',
      '{"a":1}',
    ]);
    assert.deepEqual(links, [{ line: 10, start: 83, end: 113, place }]);
    const { line, start, end } = links[0] ?? assert.fail();
    const linked = text.split('\n')[line]?.slice(start, end);
    assert.equal(linked, 'edge-functions/counter.js:3:11');
  });

  it('leads to the place of an error', () => {
    const failure = { message: 'Error: no\nbread', place };
    const request = { ...kept, trace: { ...trace, status: 545, failure } };
    const { text, links } = requestText(request, { headers: [], bodyMissing: 'dropped' }, words);
    assert.match(text, /^Answered by {2}nobody$/m);
    assert.match(text, /^Error {8}Error: no␊bread$/m);
    const [link] = links;
    assert.match(text.split('\n')[link?.line ?? 0] ?? '', /^At .*counter\.js:3:11$/);
    assert.match(text, /── Asked body\ndropped$/);
  });

  it('says what was left out and what is gone', () => {
    const request = { ...kept, trace: { ...trace, operationsLeftOut: 7 } };
    const { text } = requestText(request, null, words);
    assert.match(text, /KV operations · 7\n7 left out\n/);
    assert.match(text, /── Asked headers\ngone$/);
  });
});

describe('requestData', () => {
  it('is plain, without our own id of the namespace', () => {
    const request = { ...kept, trace: { ...trace, operations: [operation] } };
    const data = requestData(request);
    assert.equal(data.project, 'shop');
    assert.equal(data.operations[0]?.key, 'visits');
    assert.ok(!('namespaceId' in (data.operations[0] ?? {})));
    assert.deepEqual(JSON.parse(JSON.stringify(data)), data);
  });
});
