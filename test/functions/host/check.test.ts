import assert from 'node:assert/strict';
import type { CheckOptions, CheckOutcome } from '../../../src/rpc/checkApi';
import { useTestHost } from './useTestHost';

/** Bodies of handlers that lose nothing, whatever order their steps are made in. */
const safeHandlers: readonly string[] = [
  "await my_kv.put(`visit_${crypto.randomUUID().replaceAll('-', '_')}`, '1');",
  "await my_kv.put('last', new URL(context.request.url).pathname);",
  "await my_kv.get('a'); await my_kv.get('b');",
  "const page = await my_kv.list({ prefix: 'v' }); await my_kv.put('count', String(page.keys.length));",
  "if ((await my_kv.get('config')) !== null) await my_kv.put('seen', '1');",
  "await Promise.all([my_kv.put('x', '1'), my_kv.put('y', '1')]);",
  "await my_kv.delete('old'); await my_kv.put('new', '1');",
  "const from = await my_kv.get('a'); await my_kv.put(`copy_${crypto.randomUUID().slice(0, 8)}`, String(from));",
  "await new Promise((resolve) => setTimeout(resolve, 60_000)); await my_kv.put('later', String(Date.now()));",
  "context.waitUntil(my_kv.put(`log_${Math.floor(Math.random() * 1e9)}`, 'x')); await my_kv.get('a');",
  "if (await my_kv.get('gone')) await my_kv.delete('gone');",
  "const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(3)); await my_kv.put('hash', hash);",
];

const counter = `export async function onRequest() {
  const count = Number((await my_kv.get('visits')) ?? 0) + 1;
  await my_kv.put('visits', String(count));
  return new Response(String(count));
}`;

const files: Record<string, string> = {
  'edge-functions/counter.js': counter,
  'edge-functions/muted.js': counter.replace(
    '  await my_kv.put',
    '  // pages-kv-ignore-next-line lost-update -- may lose one\n  await my_kv.put',
  ),
  'edge-functions/set.js': `export async function onRequest({ request }) {
    await my_kv.put('mine', await request.text());
    return new Response();
  }`,
  'edge-functions/read.js': `export async function onRequest() {
    return new Response(await my_kv.get('mine'));
  }`,
  'edge-functions/chance.js': `export async function onRequest({ eo }) {
    const hashed = crypto.subtle.digest('SHA-1', crypto.getRandomValues(new Uint8Array(4)));
    const name = async (bytes) => 'h' + new Uint8Array(await bytes).join('').slice(0, 20);
    const key = 'k' + Math.random().toString(36).slice(2) + '_' + Date.now();
    await Promise.all([
      my_kv.put(key, crypto.randomUUID() + eo.uuid + performance.now()),
      name(hashed).then((hash) => my_kv.put(hash, '1')),
    ]);
    return new Response(new Date().toISOString());
  }`,
  'edge-functions/broken.js': "export function onRequest() { throw new Error('no good'); }",
};
for (const [index, body] of safeHandlers.entries()) {
  files[`edge-functions/safe${index}.js`] =
    `export async function onRequest(context) { ${body} return new Response('ok'); }`;
}

describe('a check under concurrency', function () {
  this.timeout(30_000);
  const host = useTestHost(files, () => 18_188);

  function check(options: CheckOptions): Promise<CheckOutcome> {
    return host().host.api.check(options);
  }

  it('finds the lost update of a counter in two requests and a handful of steps', async () => {
    const outcome = await check({ requests: [{ path: '/counter' }], seed: 7 });
    const { failed, shrunk } = outcome;
    assert.ok(failed && shrunk, JSON.stringify(outcome));
    assert.equal(shrunk.requests.length, 2);
    assert.ok(shrunk.steps.length <= 6, JSON.stringify(shrunk.steps));
    const [violation] = shrunk.violations;
    assert.deepEqual([violation?.kind, violation?.key], ['lostUpdate', 'visits']);
    const step = shrunk.steps[violation?.step ?? -1];
    assert.equal(step?.place?.line, 3);
    assert.ok(step.place.file.endsWith('counter.js'));
    assert.ok(outcome.schedulesRun <= 20, `${outcome.schedulesRun} orders`);
  });

  it('gives the same result for the same seed, byte for byte', async () => {
    const options = {
      requests: [{ path: '/counter' }],
      times: 4,
      seed: 99,
      invariant: 'final.visits === N',
    };
    const [one, other] = [await check(options), await check(options)];
    assert.equal(JSON.stringify(one), JSON.stringify(other));
    assert.ok(one.shrunk?.violations.some(({ kind }) => kind === 'invariant'));
    const chance = { requests: [{ path: '/chance' }], times: 2, invariant: 'N > 2' };
    const [first, second] = [await check(chance), await check(chance)];
    assert.ok(first.failed);
    assert.equal(JSON.stringify(first), JSON.stringify(second));
    const keys = first.failed.steps.map(({ key }) => key);
    assert.equal(new Set(keys).size, 4, 'each request has a chance of its own');
  });

  it('plays a saved order again, and leaves the data alone', async () => {
    const { api } = host().emulator;
    const { shrunk } = await check({ requests: [{ path: '/counter' }] });
    assert.ok(shrunk);
    const { asked, schedule } = shrunk;
    const again = await check({ requests: asked, times: 1, schedule });
    assert.equal(JSON.stringify(again.failed), JSON.stringify(shrunk));
    const sound = await check({ requests: asked, times: 1, schedule: [0, 0, 1, 1], nodes: 1 });
    assert.equal(sound.schedulesRun, 1);
    const record = { account: 'test', namespace: 'main', key: 'visits' };
    assert.equal(await api.getRecord(record), null);
    await api.putRecord({ ...record, value: Buffer.from('41') });
    const counted = await check({
      ...{ requests: [{ path: '/counter' }], times: 1 },
      invariant:
        'final.visits === 42 && my_kv.visits === 42 && responses[0].body === "42" && N === 1',
    });
    assert.equal(counted.failed, undefined);
    assert.deepEqual([counted.exhaustive, counted.schedulesRun], [true, 1]);
    await api.deleteRecord(record);
  });

  it('tells the versions that the records have, and goes on from the last write', async () => {
    const { api } = host().emulator;
    const place = { account: 'test', namespace: 'main' };
    const { version } = await api.putRecord({ ...place, key: 'visits', value: Buffer.from('1') });
    await api.putRecord({ ...place, key: 'passing', value: Buffer.from('1') });
    await api.deleteRecord({ ...place, key: 'passing' });
    const last = await api.namespaceVersion(place);
    const { shrunk } = await check({ requests: [{ path: '/counter' }] });
    const told = (name: 'get' | 'put') =>
      (shrunk?.steps ?? []).filter(({ op }) => op === name).map((step) => step.version);
    assert.deepEqual(told('get'), [version, version]);
    assert.deepEqual(told('put'), [last.version + 1, last.version + 2]);
    await api.deleteRecord({ ...place, key: 'visits' });
  });

  it('finds what a client no longer sees of its own', async () => {
    const headers = { 'x-pages-kv-client': 'ann' };
    const { shrunk } = await check({
      requests: [
        { path: '/set', method: 'POST', body: 'one', headers, node: 'singapore' },
        { path: '/read', headers, node: 'frankfurt' },
        { path: '/set', method: 'POST', body: 'two', headers, node: 'singapore' },
        { path: '/read', headers, node: 'frankfurt' },
      ],
    });
    assert.deepEqual(
      shrunk?.violations.map(({ kind, requests }) => [kind, requests]),
      [['ownWriteNotSeen', [3, 2]]],
    );
  });

  it('finds nothing in what loses nothing', async () => {
    for (const [index, body] of safeHandlers.entries()) {
      const outcome = await check({ requests: [{ path: `/safe${index}` }], schedules: 12 });
      assert.equal(outcome.failed, undefined, `${body}\n${JSON.stringify(outcome)}`);
      assert.deepEqual(outcome.failures, [], body);
    }
    const muted = await check({ requests: [{ path: '/muted' }], schedules: 30 });
    assert.equal(muted.failed, undefined);
  });

  it('says what cannot be checked', async () => {
    const table: readonly (readonly [CheckOptions, RegExp])[] = [
      [{ requests: [] }, /at least one request/],
      [{ requests: [{ path: '/counter' }], times: 17 }, /at most 16 requests/],
      [{ requests: [{ path: '/nowhere' }] }, /No function answers GET \/nowhere/],
      [{ requests: [{ path: '/counter', node: 'mars' }] }, /mars/],
      [{ requests: [{ path: '/counter' }], invariant: 'final.' }, /no JavaScript expression/],
      [{ requests: [{ path: '/broken' }] }, /Every request failed.*no good/],
    ];
    for (const [options, message] of table) await assert.rejects(check(options), message);
    const thrown = await check({ requests: [{ path: '/read' }], invariant: 'final.a.b' });
    assert.match(thrown.shrunk?.violations[0]?.reason ?? '', /undefined/);
    assert.equal(thrown.shrunk?.requests.length, 1);
  });

  it('can be stopped', async () => {
    const checking = check({ requests: [{ path: '/safe2' }], times: 8, schedules: 10_000 });
    const refused = assert.rejects(checking, /stopped/);
    await host().host.api.stopCheck();
    await refused;
  });
});
