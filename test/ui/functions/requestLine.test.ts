import assert from 'node:assert/strict';
import type { RequestTrace } from '../../../src/rpc/hostApi';
import { requestLine } from '../../../src/ui/functions/requestLine';

const trace: RequestTrace = {
  id: '1',
  method: 'GET',
  path: '/counter?token=secret',
  startedAtMs: 0,
  status: 200,
  client: 'somebody',
  node: 'singapore',
  durationMs: 12.4,
  operations: [],
};

describe('requestLine', () => {
  it('says what was asked and served, without the query', () => {
    assert.equal(requestLine(trace), 'GET /counter → 200 · singapore · 12 ms');
  });

  it('names the KV work, but no values', () => {
    const when = { atMs: 1, startedMs: 1, durationMs: 1 } as const;
    const common = { node: 'singapore', replacedVersion: null, bytes: 1, ...when } as const;
    const line = requestLine({
      ...trace,
      operations: [
        { ...common, op: 'get', key: 'a', source: 'cache', version: 3, stale: true, ageMs: 1500 },
        { ...common, op: 'put', key: 'b', source: 'central', version: 4, stale: false, ageMs: 0 },
        {
          ...common,
          op: 'get',
          key: 'c\nd',
          source: 'central',
          version: null,
          stale: false,
          ageMs: 0,
          error: 'No.',
        },
      ],
    });
    assert.ok(
      line.endsWith(
        '12 ms · get a (cache, v3, 1.5 s, stale) · put b (central, v4) · get c␊d (No.)',
      ),
      line,
    );
  });
});
