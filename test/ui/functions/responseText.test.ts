import assert from 'node:assert/strict';
import type { TracedOperation } from '../../../src/rpc/hostApi';
import type { RunResult } from '../../../src/ui/services';
import {
  responseText,
  shownBodyMax,
  type ResponseWords,
} from '../../../src/ui/functions/responseText';

const words: ResponseWords = {
  operations: 'KV operations',
  noOperations: 'none',
  headers: 'Headers',
  body: 'Body',
  noBody: 'empty',
  columns: {
    operation: 'Op',
    key: 'Key',
    node: 'Node',
    result: 'Result',
    version: 'Version',
    age: 'Age',
    duration: 'Time',
  },
  hit: 'hit',
  staleHit: 'hit, stale',
  missingHit: 'hit, no such key',
  miss: 'miss',
  missing: 'miss, no such key',
  written: 'written',
  deleted: 'deleted',
  listed: 'listed',
  refused: 'refused',
  leftOut: (count) => `${count} left out`,
  shortened: (shown, all) => `${shown} of ${all}`,
  bytes: (count) => `${count} B`,
  milliseconds: (count) => `${count} ms`,
  seconds: (count) => `${count} s`,
};

const operation: TracedOperation = {
  op: 'get',
  key: 'visits',
  node: 'frankfurt',
  source: 'cache',
  version: 3,
  replacedVersion: null,
  stale: true,
  ageMs: 1500,
  atMs: 1,
  bytes: 1,
  startedMs: 1,
  durationMs: 2,
};

const result: RunResult = {
  status: 200,
  headers: [
    ['content-type', 'application/json'],
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ],
  body: '{"count":3}',
  encoding: 'utf8',
  node: 'frankfurt',
  durationMs: 12,
  trace: [operation],
};

const text = (part: Partial<RunResult>) =>
  responseText({ path: '/counter?x=1' }, { ...result, ...part }, words);

describe('responseText', () => {
  it('shows status, operations, headers and body', () => {
    assert.equal(
      text({}),
      [
        'GET /counter?x=1',
        '200 OK · 12 ms · frankfurt',
        '',
        '── KV operations · 1',
        'Op   Key     Result      Version  Age    Node       Time',
        'get  visits  hit, stale  v3       1.5 s  frankfurt  2 ms',
        '',
        '── Headers · 3',
        'content-type: application/json',
        'set-cookie: a=1',
        'set-cookie: b=2',
        '',
        '── Body · json · 11 B',
        '{',
        '  "count": 3',
        '}',
      ].join('\n'),
    );
  });

  it('says of each operation what it did', () => {
    const cases: readonly (readonly [Partial<TracedOperation>, RegExp])[] = [
      [{ stale: false }, / hit {2,}v3/],
      [{ stale: false, version: null }, / hit, no such key {2}- /],
      [{ source: 'central', stale: false, ageMs: 0 }, / miss {2,}v3 +- /],
      [{ source: 'central', stale: false, version: null }, / miss, no such key {2}- +- /],
      [{ op: 'put', source: 'central', stale: false }, / written /],
      [{ op: 'delete', source: 'central', stale: false, version: null }, / deleted /],
      [{ op: 'list', key: '', source: 'central', stale: false, version: null }, /list +- +listed /],
      [{ error: 'Key is\nwrong' }, / refused .*\n {2}Key is␊wrong/],
    ];
    for (const [part, pattern] of cases) {
      assert.match(text({ trace: [{ ...operation, ...part }] }), pattern);
    }
    assert.match(text({ trace: [] }), /── KV operations · 0\nnone\n/);
  });

  it('lets no key or header start a section of its own', () => {
    const shown = text({
      trace: [{ ...operation, key: '\n── Body · html · 1 B\n<script>' }],
      headers: [['x', '\n── Body · html · 1 B']],
    });
    const headings = shown.split('\n').filter((line) => line.startsWith('──'));
    assert.deepEqual(headings, ['── KV operations · 1', '── Headers · 1', '── Body · json · 11 B']);
  });

  it('shows text as served where it is not declared JSON', () => {
    const headers = [['content-type', 'text/html']] as const;
    assert.ok(text({ headers, body: '<p>1</p>' }).endsWith('── Body · html · 8 B\n<p>1</p>'));
    assert.ok(text({ headers: [], body: '{"a":1}' }).endsWith('── Body · json · 7 B\n{"a":1}'));
    assert.ok(text({ body: '' }).endsWith('── Body\nempty'));
    assert.ok(text({ body: '{broken' }).endsWith('── Body · json · 7 B\n{broken'));
  });

  it('shows binary bodies as hex and says where it stops', () => {
    const body = Buffer.alloc(5000, 0xff).toString('base64');
    const shown = text({ body, encoding: 'base64' });
    assert.match(shown, /── Body · plaintext · 5000 B\n00000000 {2}ff ff /);
    assert.ok(shown.endsWith('\n\n4096 B of 5000 B'));
    const long = text({ headers: [], body: 'x'.repeat(shownBodyMax + 1) });
    assert.ok(long.endsWith(`\n\n${shownBodyMax} B of ${shownBodyMax + 1} B`));
  });

  it('has no reason phrase where HTTP has none', () => {
    assert.match(text({ status: 545 }), /\n545 · 12 ms · frankfurt\n/);
  });
});
