import assert from 'node:assert/strict';
import { call, newNamespace, projectFolder, type RecordData, type RunData } from './call';

describe('functions by command', () => {
  let at: { account: string; namespace: string };
  let url: string;

  before(async () => {
    at = await newNamespace();
    const binding = await call<{ variable: string; namespace: string }>('bindNamespace', {
      ...at,
      project: projectFolder().name,
      variable: 'my_kv',
    });
    assert.equal(binding.variable, 'my_kv');
    assert.equal(binding.namespace, at.namespace);
    ({ url } = await call<{ url: string }>('startFunctions'));
  });

  after(async () => {
    await call('stopFunctions');
    await call('unbindNamespace', { project: projectFolder().name, variable: 'my_kv' });
  });

  it('answers over HTTP and writes to the bound namespace', async () => {
    const counts: string[] = [];
    for (let request = 0; request < 3; request += 1) {
      const response = await fetch(new URL('/counter', url));
      assert.equal(response.status, 200);
      counts.push(await response.text());
    }
    assert.deepEqual(counts, ['1', '2', '3']);
    const record = await call<RecordData>('getRecord', { ...at, key: 'count' });
    assert.equal(record.value, '3');
  });

  it('stops functions that take all memory, by the engine of this VS Code, and goes on', async function () {
    this.timeout(60_000);
    const before = await (await fetch(new URL('/counter', url))).text();
    for (const kind of ['objects', 'arrays', 'objects']) {
      const stopped = await fetch(new URL(`/hoards?of=${kind}`, url));
      assert.equal(stopped.status, 545);
      assert.match(await stopped.text(), /used more than 128 MB of memory and was stopped/);
    }
    assert.equal(await (await fetch(new URL('/counter', url))).text(), String(Number(before) + 1));
  });

  it('gives the address again where the functions run already', async () => {
    assert.equal((await call<{ url: string }>('startFunctions')).url, url);
  });

  it('serves the static page', async () => {
    assert.match(await (await fetch(url)).text(), /Static page/);
  });

  it('lets the request choose the edge node', async () => {
    const headers = { 'x-pages-kv-node': 'frankfurt' };
    const response = await fetch(new URL('/cart/ann', url), { headers });
    assert.deepEqual(await response.json(), { user: 'ann', city: 'Frankfurt' });
    assert.equal(response.headers.get('x-pages-kv-node'), 'frankfurt');
  });

  it('refuses an edge node that does not exist, and names those that do', async () => {
    const headers = { 'x-pages-kv-node': 'atlantis' };
    const response = await fetch(new URL('/counter', url), { headers });
    assert.equal(response.status, 400);
    const text = await response.text();
    for (const name of ['atlantis', 'singapore', 'frankfurt', 'silicon-valley']) {
      assert.ok(text.includes(name), `${name} is not named in: ${text}`);
    }
  });

  it('runs a function and tells which node served what', async () => {
    await call('putRecord', { ...at, key: 'place', value: 'here' });
    const run = () => call<RunData>('runFunction', { path: '/read?key=place', node: 'frankfurt' });
    const first = await run();
    assert.equal(first.status, 200);
    assert.equal(first.body, 'here');
    assert.equal(first.node, 'frankfurt');
    assert.deepEqual(
      first.trace.map(({ op, key, node, source }) => ({ op, key, node, source })),
      [{ op: 'get', key: 'place', node: 'frankfurt', source: 'central' }],
    );
    assert.equal((await run()).trace[0]?.source, 'cache');
  });

  it('passes method, headers and body on', async () => {
    const written = await call<RunData>('runFunction', {
      path: '/write?key=sent',
      method: 'POST',
      body: 'by command',
    });
    assert.equal(written.status, 204);
    const record = await call<RecordData>('getRecord', { ...at, key: 'sent' });
    assert.equal(record.value, 'by command');
  });

  it('answers a thrown error with a page that names file, line and cause', async () => {
    const run = await call<RunData>('runFunction', { path: '/broken' });
    assert.equal(run.status, 545);
    assert.match(run.body, /broken\.js/);
    assert.match(run.body, /the shelf is empty/);
    assert.match(run.body, /\b2\b/);
  });

  it('answers 404 where no route and no file fits', async () => {
    assert.equal((await call<RunData>('runFunction', { path: '/nowhere' })).status, 404);
  });
});
