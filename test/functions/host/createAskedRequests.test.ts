import assert from 'node:assert/strict';
import { createAskedRequests } from '../../../src/functions/host/createAskedRequests';

describe('createAskedRequests', () => {
  const raw = ['a', 'b'];
  const headers = [['a', 'b']] as const;

  it('drops the oldest body first, and says so', () => {
    const asked = createAskedRequests({ requestsMax: 10, bytesMax: 25 });
    for (const id of ['1', '2', '3']) asked.remember(id, raw, new Uint8Array(10));
    assert.deepEqual(asked.find('1'), { headers, bodyMissing: 'dropped' });
    assert.deepEqual(asked.find('2'), { headers, bodyMissing: 'dropped' });
    assert.equal(asked.find('3')?.body?.byteLength, 10);
  });

  it('forgets the oldest request where there are too many, or their headers are too long', () => {
    const asked = createAskedRequests({ requestsMax: 2, bytesMax: 25 });
    for (const id of ['1', '2', '3']) asked.remember(id, raw, undefined);
    assert.deepEqual([asked.find('1'), asked.find('3')], [null, { headers }]);
    asked.remember('4', ['name', 'x'.repeat(19)], undefined);
    assert.deepEqual([asked.find('3')?.headers, asked.find('4')?.headers.length], [headers, 1]);
    asked.remember('5', ['name', 'x'.repeat(19)], undefined);
    assert.deepEqual([asked.find('4'), asked.find('5')?.headers.length], [null, 1]);
  });

  it('counts a request once where its id comes again', () => {
    const asked = createAskedRequests({ requestsMax: 2, bytesMax: 25 });
    for (let n = 0; n < 9; n++) asked.remember('1', raw, new Uint8Array(20));
    assert.equal(asked.find('1')?.body?.byteLength, 20);
  });

  it('tells an empty body from one that is missing', () => {
    const asked = createAskedRequests();
    asked.remember('1', raw, new Uint8Array(0));
    asked.remember('2', raw, 'unread');
    assert.deepEqual(asked.find('1'), { headers });
    assert.deepEqual(asked.find('2'), { headers, bodyMissing: 'unread' });
  });
});
