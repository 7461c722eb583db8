import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { useTestHost } from './useTestHost';

describe('static files', () => {
  const test = useTestHost(
    {
      'public/digits.txt': '0123456789',
      'public/empty.txt': '',
      'public/favicon.ico': 'icon',
      'public/song.FLAC': 'song',
      'public/404.html': 'not here',
      'secret.txt': 'secret',
    },
    () => 18_788,
  );

  const ask = (headers: Record<string, string> = {}, target = '/digits.txt', method = 'GET') =>
    test().raw(target, headers, method);

  it('are sent in parts where a part is asked for', async () => {
    for (const [range, status, body, contentRange] of [
      ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
      ['bytes=5-', 206, '56789', 'bytes 5-9/10'],
      ['bytes=-2', 206, '89', 'bytes 8-9/10'],
      ['bytes=9-9', 206, '9', 'bytes 9-9/10'],
      ['bytes=0-100', 206, '0123456789', 'bytes 0-9/10'],
      ['bytes=-100', 206, '0123456789', 'bytes 0-9/10'],
      ['bytes=10-', 416, '', 'bytes */10'],
      ['bytes=0-1,8-9', 200, '0123456789', undefined],
      ['chars=0-1', 200, '0123456789', undefined],
      ['bytes=5-2', 200, '0123456789', undefined],
      ['bytes=a-b', 200, '0123456789', undefined],
      ['nonsense', 200, '0123456789', undefined],
    ] as const) {
      const response = await ask({ range });
      const { 'content-range': told, 'content-length': length } = response.headers;
      const seen = [response.status, response.body, told, length];
      assert.deepEqual(seen, [status, body, contentRange, String(body.length)], range);
      assert.equal(response.headers['accept-ranges'], 'bytes');
    }
    const head = await ask({ range: 'bytes=0-3' }, '/digits.txt', 'HEAD');
    assert.deepEqual([head.status, head.headers['content-length']], [200, '10']);
    assert.equal((await ask({ range: 'bytes=0-' }, '/empty.txt')).status, 416);
    const missing = await ask({ range: 'bytes=0-2' }, '/none');
    assert.deepEqual([missing.status, missing.body], [404, 'not here']);
  });

  it('are sent whole where the client has a part of another version', async () => {
    const { etag = '', 'last-modified': modified = '' } = (await ask()).headers;
    for (const [condition, status] of [
      [etag, 206],
      [modified, 206],
      [`W/${etag}`, 200],
      ['"other"', 200],
      ['Mon, 01 Jan 2001 00:00:00 GMT', 200],
    ] as const) {
      const { status: seen } = await ask({ range: 'bytes=0-1', 'if-range': condition });
      assert.equal(seen, status, condition);
    }
  });

  it('are not sent again to who has them', async () => {
    const { etag = '', 'last-modified': modified = '' } = (await ask()).headers;
    const old = 'Mon, 01 Jan 2001 00:00:00 GMT';
    for (const [headers, status] of [
      [{ 'if-none-match': etag }, 304],
      [{ 'if-none-match': `W/${etag}` }, 304],
      [{ 'if-none-match': `"x", W/${etag}, "y"` }, 304],
      [{ 'if-none-match': '*' }, 304],
      [{ 'if-none-match': '"x"' }, 200],
      [{ 'if-modified-since': modified }, 304],
      [{ 'if-modified-since': old }, 200],
      [{ 'if-modified-since': 'nonsense' }, 200],
      [{ 'if-none-match': '"x"', 'if-modified-since': modified }, 200],
      [{ 'if-none-match': etag, 'if-modified-since': old }, 304],
      [{ 'if-none-match': etag, range: 'bytes=0-1' }, 304],
    ] as const) {
      const response = await ask(headers);
      assert.equal(response.status, status, JSON.stringify(headers));
      assert.equal(response.body, status === 304 ? '' : '0123456789');
      assert.equal(response.headers.etag, etag);
    }
    assert.equal((await ask({ 'if-none-match': '*' }, '/none')).status, 404);
    const file = path.join(test().folder, 'public', 'digits.txt');
    fs.utimesSync(file, new Date('2030-01-01'), new Date('2030-01-01'));
    const changed = await ask({ 'if-none-match': etag, 'if-modified-since': modified });
    assert.equal(changed.status, 200);
    assert.equal(changed.headers['last-modified'], 'Tue, 01 Jan 2030 00:00:00 GMT');
  });

  it('have a type by their ending', async () => {
    for (const [target, type] of [
      ['/favicon.ico', 'image/x-icon'],
      ['/song.FLAC', 'audio/flac'],
      ['/digits.txt', 'text/plain; charset=utf-8'],
    ] as const) {
      assert.equal((await ask({}, target)).headers['content-type'], type);
    }
  });

  it('stay in their folder, in parts too', async () => {
    for (const target of ['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt']) {
      assert.equal((await ask({ range: 'bytes=0-3' }, target)).status, 404, target);
    }
  });
});
