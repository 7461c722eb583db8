import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Headers } from 'undici';
import { answerMatch } from '../../../../src/functions/runtime/cache/answerMatch';
import { parseByteRange } from '../../../../src/functions/byteRange';
import type { CachedResponse } from '../../../../src/rpc/responseCacheApi';
import { createRandom } from '../../../support/random';

const modified = 'Wed, 25 Nov 2026 10:00:00 GMT';

const cached: CachedResponse = {
  status: 200,
  statusText: 'Fine',
  headers: [
    ['accept-ranges', 'bytes'],
    ['cache-control', 'max-age=60'],
    ['content-length', '10'],
    ['content-type', 'text/plain'],
    ['etag', '"one"'],
    ['last-modified', modified],
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ],
  body: Buffer.from('0123456789'),
};

const without = (...names: readonly string[]): CachedResponse => ({
  ...cached,
  headers: cached.headers.filter(([name]) => !names.includes(name)),
});

async function ask(
  headers: Readonly<Record<string, string>>,
  response = cached,
): Promise<readonly [number, string]> {
  const answer = answerMatch(response, new Headers(headers));
  return [answer.status, await answer.text()];
}

describe('the answer to a match', () => {
  it('is the response as it was put, with headers that can be changed', async () => {
    const answer = answerMatch(cached, new Headers());
    assert.equal(answer.statusText, 'Fine');
    assert.deepEqual([...answer.headers], cached.headers);
    answer.headers.append('x-cache', 'hit');
    assert.equal(await answer.text(), '0123456789');
  });

  it('has no body where there was none', () => {
    for (const status of [200, 204, 301]) {
      const answer = answerMatch({ ...cached, status, body: null }, new Headers());
      assert.deepEqual([answer.status, answer.body], [status, null]);
    }
  });

  it('is the part that was asked for', async () => {
    assert.deepEqual(await ask({ range: 'bytes=2-4' }), [206, '234']);
    assert.deepEqual(await ask({ range: 'bytes=7-' }), [206, '789']);
    assert.deepEqual(await ask({ range: 'bytes=-2' }), [206, '89']);
    const { headers, statusText } = answerMatch(cached, new Headers({ range: 'bytes=2-4' }));
    assert.equal(statusText, 'Partial Content');
    assert.equal(headers.get('content-range'), 'bytes 2-4/10');
    assert.equal(headers.get('content-length'), '3');
    assert.equal(headers.get('content-type'), 'text/plain');
  });

  it('is a 416 where the part lies behind the end', async () => {
    assert.deepEqual(await ask({ range: 'bytes=10-' }), [416, '']);
    const { headers } = answerMatch(cached, new Headers({ range: 'bytes=10-' }));
    assert.equal(headers.get('content-range'), 'bytes */10');
  });

  it('is whole where the response does not offer parts, or the version is another', async () => {
    const range = 'bytes=2-4';
    assert.deepEqual(await ask({ range }, without('accept-ranges')), [200, '0123456789']);
    const none = without('accept-ranges');
    const refusing = { ...none, headers: [...none.headers, ['accept-ranges', 'none'] as const] };
    assert.equal((await ask({ range }, refusing))[0], 200);
    assert.equal((await ask({ range }, { ...cached, status: 404 }))[0], 404);
    for (const other of ['"two"', 'W/"one"', 'Wed, 25 Nov 2026 10:00:01 GMT']) {
      assert.equal((await ask({ range, 'if-range': other }))[0], 200, other);
    }
    for (const same of ['"one"', modified]) {
      assert.equal((await ask({ range, 'if-range': same }))[0], 206, same);
    }
  });

  it('is a 304 where the dates are equal, and only then', async () => {
    assert.deepEqual(await ask({ 'if-modified-since': modified }), [304, '']);
    for (const other of ['Wed, 25 Nov 2026 10:00:01 GMT', 'Wed, 25 Nov 2026 09:00:00 GMT', 'x']) {
      assert.equal((await ask({ 'if-modified-since': other }))[0], 200, other);
    }
    assert.equal((await ask({ 'if-modified-since': modified }, without('last-modified')))[0], 200);
    assert.equal((await ask({ 'if-modified-since': modified, range: 'bytes=0-1' }))[0], 304);
    const { headers } = answerMatch(cached, new Headers({ 'if-modified-since': modified }));
    assert.deepEqual(
      [...headers.keys()].filter((name) => name.startsWith('content-')),
      [],
    );
    assert.equal(headers.get('cache-control'), 'max-age=60');
  });

  it('is a 304 where a tag is named, whatever the dates say', async () => {
    for (const tags of ['"one"', 'W/"one"', '"x", "one"', '*']) {
      assert.deepEqual(await ask({ 'if-none-match': tags }), [304, ''], tags);
    }
    const other = { 'if-none-match': '"two"', 'if-modified-since': modified };
    assert.equal((await ask(other))[0], 200);
    assert.equal((await ask({ 'if-none-match': '*' }, without('etag')))[0], 200);
  });

  it('never gives a part that is not of the body', () => {
    const seed = Number(process.env.PAGES_KV_SEED ?? (Math.random() * 0x7fffffff) | 0);
    console.log(`      seed ${seed}`);
    const random = createRandom(seed);
    const number = (): string => (random.chance(0.3) ? '' : String(random.size(40)));
    for (let n = 0; n < 20_000; n++) {
      const size = random.size(40);
      const [first, last] = [number(), number()];
      const range = parseByteRange(`bytes=${first}-${last}`, size);
      const all = Array.from({ length: size }, (_, index) => index);
      const wanted =
        first === ''
          ? all.slice(Math.max(0, size - Number(last)))
          : all.filter((at) => at >= Number(first) && (last === '' || at <= Number(last)));
      const told = `bytes=${first}-${last} of ${size}`;
      if (range === undefined) {
        assert.ok(first + last === '' || Number(first) > Number(last), told);
      } else if (range === 'unsatisfiable') assert.deepEqual(wanted, [], told);
      else assert.deepEqual(all.slice(range.start, range.end), wanted, told);
    }
    for (const header of ['', 'bytes', 'bytes=1-2,4-5', 'items=0-1', 'bytes=a-b', 'bytes=--1']) {
      assert.equal(parseByteRange(header, 10), undefined, header);
    }
  });
});
