import assert from 'node:assert/strict';
import type { EmulatorApi } from '../../src/rpc/emulatorApi';
import { EmulatorError } from '../../src/rpc/emulatorError';
import {
  cachedBodyBytesMax,
  type CachedResponse,
  type ResponsePlace,
} from '../../src/rpc/responseCacheApi';
import { KvError } from '../../src/kv/kvError';
import { useEmulator } from '../support/useEmulator';

const place: ResponsePlace = {
  projectId: 'file:///project',
  node: 'singapore',
  cache: 'default',
  url: 'http://a.test/',
};
const response: CachedResponse = {
  status: 200,
  statusText: 'OK',
  headers: [
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ],
  body: Uint8Array.from([0, 255, 128]),
};

describe('responses that the emulator keeps', () => {
  const emulator = useEmulator();
  const api = (): EmulatorApi => emulator.api();

  it('come back as they were put, and go with their emulator', async () => {
    await api().putResponse({ ...place, response, lifetimeMs: 1_000 });
    const found = await api().matchResponse(place);
    assert.ok(found.kind === 'fresh' && found.response.body);
    assert.deepEqual({ ...found.response, body: Uint8Array.from(found.response.body) }, response);
    await api().putResponse({ ...place, response: { ...response, body: null }, lifetimeMs: null });
    const empty = await api().matchResponse(place);
    assert.ok(empty.kind === 'fresh');
    assert.equal(empty.response.body, null);
    await emulator.restart();
    assert.deepEqual(await api().matchResponse(place), { kind: 'missing' });
    assert.deepEqual(await api().deleteResponse(place), { deleted: false });
  });

  it('follow the clock', async () => {
    await api().pauseClock();
    await api().putResponse({ ...place, response, lifetimeMs: 60_000 });
    await api().advanceClock({ ms: 60_000 });
    assert.deepEqual(await api().matchResponse(place), { kind: 'expired' });
    assert.deepEqual(await api().purgeEdgeCaches({}), { purged: 0 });
    assert.deepEqual(await api().deleteResponse(place), { deleted: false });
  });

  it('are refused where they are none, or at no node', async () => {
    const put = (changed: object, lifetimeMs: number | null = null): Promise<void> =>
      api().putResponse({ ...place, response: { ...response, ...changed }, lifetimeMs });
    const refused = [
      put({ status: 0 }),
      put({ headers: [['a']] }),
      put({ body: 'text' }),
      put({ body: new Uint8Array(cachedBodyBytesMax + 1) }),
      put({}, -1),
      put({}, NaN),
      api().matchResponse({ ...place, url: undefined as unknown as string }),
    ];
    for (const call of refused) {
      await assert.rejects(
        call,
        (error) => error instanceof EmulatorError && error.code === 'REQUEST_INVALID',
      );
    }
    for (const call of [
      api().matchResponse({ ...place, node: 'mars' }),
      api().purgeEdgeCaches({ node: 'mars' }),
    ]) {
      await assert.rejects(
        call,
        (error) =>
          (error instanceof KvError || error instanceof EmulatorError) &&
          error.code === 'NODE_UNKNOWN',
      );
    }
    assert.deepEqual(await api().matchResponse(place), { kind: 'missing' });
  });
});
