import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { call, newNamespace, projectFolder, type RunData } from './call';

interface RequestData {
  readonly id: string;
  readonly project: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly route?: string;
  readonly durationMs: number;
  readonly staleReads: number;
  readonly operations: readonly {
    readonly op: string;
    readonly key: string;
    readonly stale: boolean;
    readonly place?: { readonly file: string; readonly line: number };
  }[];
}

describe('requests by command', () => {
  let at: { account: string; namespace: string };
  let url: string;
  const list = (argument: object = {}) => call<readonly RequestData[]>('showRequests', argument);

  /** Requests are told once `waitUntil` is over, which is after the response. */
  async function listed(id: string): Promise<RequestData> {
    for (;;) {
      const found = (await list({ limit: 1000 })).find((one) => one.id === id);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  async function send(path: string, init?: RequestInit): Promise<RequestData> {
    const response = await fetch(new URL(path, url), init);
    await response.arrayBuffer();
    return listed(response.headers.get('x-pages-kv-request') ?? '');
  }

  before(async () => {
    at = await newNamespace();
    const binding = { ...at, project: projectFolder().name, variable: 'my_kv' };
    await call('bindNamespace', binding);
    ({ url } = await call<{ url: string }>('startFunctions'));
    await call('clearRequests');
  });

  after(async () => {
    await call('stopFunctions');
    await call('unbindNamespace', { project: projectFolder().name, variable: 'my_kv' });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('knows one duration of a request', async () => {
    const { headers, durationMs } = await call<RunData>('runFunction', { path: '/counter' });
    const [, id = ''] = headers.find(([name]) => name === 'x-pages-kv-request') ?? [];
    assert.equal((await listed(id)).durationMs, durationMs);
    await call('clearRequests');
  });

  it('lists them newest first, with operations, and narrows the list', async () => {
    const counter = await send('/counter?secret=1');
    assert.equal(counter.project, projectFolder().name);
    assert.deepEqual(
      [counter.path, counter.route, counter.status],
      ['/counter?secret=1', '/counter', 200],
    );
    assert.deepEqual(
      counter.operations.map(({ op, key, place }) => [op, key, place?.line]),
      [
        ['get', 'count', 2],
        ['put', 'count', 3],
      ],
    );
    assert.ok(counter.operations[0]?.place?.file.endsWith('counter.js'));
    await send('/');
    const missing = await send('/nowhere');
    assert.equal((await list())[0]?.id, missing.id);
    assert.equal((await list({ limit: 2 })).length, 2);
    const paths = async (argument: object) => (await list(argument)).map(({ path }) => path);
    assert.deepEqual(await paths({ status: 404 }), ['/nowhere']);
    assert.deepEqual(await paths({ status: '2xx' }), ['/', '/counter?secret=1']);
    assert.deepEqual(await paths({ route: '/counter' }), ['/counter?secret=1']);
    assert.deepEqual(await paths({ route: null }), ['/nowhere', '/']);
    assert.deepEqual(await paths({ project: 'other' }), []);
    await assert.rejects(list({ status: 'many' }), /showRequests/);
  });

  it('finds stale reads', async () => {
    const read = () => send('/read?key=old', { headers: { 'x-pages-kv-node': 'frankfurt' } });
    await call('putRecord', { ...at, key: 'old', value: '1' });
    await read();
    await call('putRecord', { ...at, key: 'old', value: '2' });
    const { id } = await read();
    const stale = await list({ stale: true });
    assert.deepEqual(
      stale.map((one) => [one.id, one.staleReads]),
      [[id, 1]],
    );
  });

  it('runs one again: method, headers, body and edge node', async () => {
    const headers = { 'x-pages-kv-node': 'silicon-valley' };
    const { id } = await send('/write?key=again', { method: 'POST', body: 'the body', headers });
    await call('deleteRecord', { ...at, key: 'again' });
    const again = await call<RunData>('runRequestAgain', { id });
    assert.deepEqual([again.status, again.node], [204, 'silicon-valley']);
    const record = await call<{ value: string }>('getRecord', { ...at, key: 'again' });
    assert.equal(record.value, 'the body');
    const [first] = await list();
    assert.deepEqual([first?.method, first?.path], ['POST', '/write?key=again']);
    await assert.rejects(call('runRequestAgain', { id: 'nobody' }), /nobody/);
  });

  it('says that a body went with the host', async () => {
    const { id } = await send('/write?key=lost', { method: 'POST', body: 'lost' });
    const read = await send('/read?key=lost');
    await call('stopFunctions');
    await assert.rejects(call('runRequestAgain', { id }), /body of POST/);
    assert.equal((await call<RunData>('runRequestAgain', { id: read.id })).body, 'lost');
    ({ url } = await call<{ url: string }>('startFunctions'));
  });

  it('opens the code of what failed', async () => {
    const { id } = await send('/broken');
    await call('openRequestCode', { id });
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor?.document.fileName.endsWith('broken.js'));
    assert.equal(editor?.selection.active.line, 1);
  });

  it('focuses the view where nothing is said', async () => {
    await vscode.commands.executeCommand('pagesKv.showRequests');
    await vscode.commands.executeCommand('pagesKv.filterRequests', { status: 404 });
    await vscode.commands.executeCommand('pagesKv.filterRequests', {});
    assert.ok((await call<{ cleared: number }>('clearRequests')).cleared > 0);
    assert.deepEqual(await list(), []);
  });
});
