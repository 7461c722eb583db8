import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Headers } from 'undici';
import {
  lifetimeMsOf,
  refusingHeader,
  variesByEverything,
} from '../../../../src/functions/runtime/cache/cachePolicy';

const day = 'Wed, 25 Nov 2026 10:00:00 GMT';
const minuteLater = 'Wed, 25 Nov 2026 10:01:00 GMT';
const dayMs = Date.parse(day);

describe('the headers of a cached response', () => {
  for (const [headers, refusal] of [
    [{ 'cache-control': 'no-store' }, 'Cache-Control: no-store'],
    [{ 'cache-control': 'max-age=60, No-Cache' }, 'Cache-Control: no-cache'],
    [{ 'cache-control': 'private="set-cookie, x", max-age=1' }, 'Cache-Control: private'],
    [{ pragma: 'no-cache' }, 'Pragma: no-cache'],
    [{ 'cache-control': 'max-age=60', pragma: 'no-cache' }, undefined],
    [{ 'cache-control': 'x="no-store, private"' }, undefined],
    [{ 'cache-control': 'x-no-store, must-revalidate' }, undefined],
    [{ pragma: 'x' }, undefined],
    [{}, undefined],
  ] as const) {
    it(`refuse or not: ${JSON.stringify(headers)}`, () => {
      assert.equal(refusingHeader(new Headers(headers)), refusal);
    });
  }

  for (const [headers, lifetimeMs] of [
    [{ 'cache-control': 'max-age=60' }, 60_000],
    [{ 'cache-control': 'max-age=60, s-maxage=10' }, 10_000],
    [{ 'cache-control': 'public,MAX-AGE="60"' }, 60_000],
    [{ 'cache-control': 'max-age = 60' }, 60_000],
    [{ 'cache-control': 'max-age=1, max-age=2' }, 1_000],
    [{ 'cache-control': 'max-age=0' }, 0],
    [{ 'cache-control': 'max-age' }, 0],
    [{ 'cache-control': 'max-age=-1' }, 0],
    [{ 'cache-control': 'max-age=1e3' }, 0],
    [{ 'cache-control': `max-age=${'9'.repeat(30)}` }, 2 ** 31 * 1000],
    [{ 'cache-control': 'max-age=60', expires: '0' }, 60_000],
    [{ 'cache-control': 'public', expires: minuteLater }, 60_000],
    [{ expires: minuteLater }, 60_000],
    [{ expires: minuteLater, date: 'Wed, 25 Nov 2026 10:00:30 GMT' }, 30_000],
    [{ expires: minuteLater, date: 'never' }, 60_000],
    [{ expires: day, date: minuteLater }, 0],
    [{ expires: '0' }, 0],
    [{ expires: '' }, 0],
    [{ 'cache-control': 'public' }, null],
    [{ 'cache-control': '' }, null],
    [{}, null],
  ] as const) {
    it(`say how long: ${JSON.stringify(headers)}`, () => {
      assert.equal(lifetimeMsOf(new Headers(headers), dayMs), lifetimeMs);
    });
  }

  it('say whether it depends on everything', () => {
    assert.equal(variesByEverything(new Headers({ vary: '*' })), true);
    assert.equal(variesByEverything(new Headers({ vary: 'accept, *' })), true);
    assert.equal(variesByEverything(new Headers({ vary: 'accept' })), false);
    assert.equal(variesByEverything(new Headers()), false);
  });
});
