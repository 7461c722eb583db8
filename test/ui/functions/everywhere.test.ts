import assert from 'node:assert/strict';
import { compareResponses } from '../../../src/ui/functions/everywhere/compareResponses';
import {
  everywhereText,
  type EverywhereWords,
} from '../../../src/ui/functions/everywhere/everywhereText';
import type { RunResult } from '../../../src/ui/services';
import type { TracedOperation } from '../../../src/rpc/hostApi';

const get = (node: string, version: number, stale = false): TracedOperation => ({
  ...{ op: 'get', key: 'visits', variable: 'my_kv', node, version, stale, replacedVersion: null },
  ...{ source: stale ? 'cache' : 'central', ageMs: stale ? 37_000 : 0, atMs: 0, bytes: 1 },
  ...{ startedMs: 0, durationMs: 1 },
});
const answer = (node: string, body: string, ...trace: TracedOperation[]): RunResult => ({
  ...{ status: 200, headers: [['content-type', 'text/plain']], body, encoding: 'utf8' },
  ...{ node, durationMs: 3, trace },
});

const words: EverywhereWords = {
  ...{ node: 'Node', status: 'Status', duration: 'Duration', reads: 'KV reads' },
  ...{ differences: 'Differences', none: 'Same.', bodies: 'Bodies', noBody: '(no body)' },
  ...{ binary: '(binary)', left: 'More.' },
  parts: { status: 'status', contentType: 'content type', body: 'body' },
  differs: (node, other, parts) => `${node} ↔ ${other}: ${parts}`,
  stale: (text) => `${text} stale`,
  milliseconds: (count) => `${count} ms`,
};

describe('responses of several nodes', () => {
  it('are compared with what most gave, or with the fresher of two', () => {
    const tokyo = answer('tokyo', '6', get('tokyo', 6, true));
    const paris = answer('paris', '7', get('paris', 7));
    const [difference, ...others] = compareResponses([tokyo, paris]);
    assert.deepEqual(others, []);
    assert.deepEqual(difference, {
      ...{ node: 'tokyo', comparedWith: 'paris', parts: ['body'] },
      causes: [
        {
          ...{ kind: 'staleRead', node: 'tokyo', key: 'visits', variable: 'my_kv' },
          ...{ version: 6, ageMs: 37_000 },
        },
      ],
    });
    assert.deepEqual(compareResponses([paris, { ...paris, node: 'rome' }]), []);
    assert.deepEqual(compareResponses([]), []);
  });

  const causes: readonly (readonly [name: string, a: TracedOperation[], kinds: string[]])[] = [
    ['was written between', [get('a', 6)], ['writtenBetween']],
    ['was not read', [], ['otherCalls']],
    ['was the same', [get('a', 7)], ['code']],
  ];
  for (const [name, trace, kinds] of causes) {
    it(`tell the cause where the record ${name}`, () => {
      const rest = ['b', 'c'].map((node) => answer(node, 'same', get(node, 7)));
      const [difference] = compareResponses([answer('a', 'other', ...trace), ...rest]);
      assert.deepEqual(
        difference?.causes.map(({ kind }) => kind),
        kinds,
      );
    });
  }

  it('stand side by side, with what differs marked', () => {
    const responses = [
      answer('tokyo', 'visits\n6', get('tokyo', 6, true)),
      answer('paris', 'visits\n7', get('paris', 7)),
    ];
    const difference = { node: 'tokyo', comparedWith: 'paris', parts: ['body'] as const };
    const { text, lines } = everywhereText(
      { path: '/visits' },
      { responses, differences: [{ ...difference, causes: ['Because.'] }] },
      words,
    );
    assert.deepEqual(
      lines.map(({ line }) => line),
      [7],
    );
    assert.deepEqual(text.split('\n'), [
      ...['GET /visits', '', 'Node   Status  Duration  KV reads'],
      ...['tokyo  200 OK  3 ms      visits v6 stale', 'paris  200 OK  3 ms      visits v7'],
      ...['', '── Differences · 1', '≠ tokyo ↔ paris: body', '  Because.', '', '── Bodies'],
      ...['  tokyo  │ paris', '  visits │ visits', '≠ 6      │ 7'],
    ]);
  });

  it('have no character for missing reads that VS Code marks as confusable', () => {
    const responses = [
      answer('tokyo', ''),
      answer('paris', '', { ...get('paris', 0), version: null }),
    ];
    const { text } = everywhereText({ path: '/' }, { responses, differences: [] }, words);
    assert.deepEqual(text.split('\n').slice(3, 5), [
      ...['tokyo  200 OK  3 ms      -', 'paris  200 OK  3 ms      visits -'],
    ]);
  });
});
