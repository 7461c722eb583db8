import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { startHost, type StartedHost } from '../../../src/functions/startHost';
import { createEmulatorLink } from '../../../src/rpc/createEmulatorLink';
import { EmulatorError } from '../../../src/rpc/emulatorError';
import { productFiles } from '../../support/productFiles';
import { spawnWindow, type WindowUnderTest } from '../../support/spawnWindow';
import { useTempFolder } from '../../support/tempFolder';
import { project, testSettings } from './useTestHost';

const place = { account: 'main', namespace: 'shared' };

const functionCode = `
  export async function onRequest({ request }) {
    const url = new URL(request.url);
    const key = url.searchParams.get('key');
    if (request.method === 'PUT') await my_kv.put(key, await request.text());
    return new Response(await my_kv.get(key));
  }`;

describe('a function host when the leader changes', function () {
  this.timeout(120_000);
  const folder = useTempFolder();
  const storageFolder = (): string => path.join(folder(), 'store');
  let windows: WindowUnderTest[] = [];
  let host: StartedHost | undefined;
  let logs: string[] = [];

  afterEach(async () => {
    await host?.stop();
    await Promise.all(windows.map((one) => one.kill()));
    host = undefined;
    windows = [];
    logs = [];
  });

  async function addWindow(): Promise<WindowUnderTest> {
    const one = spawnWindow(storageFolder());
    windows.push(one);
    one.join();
    await one.become(({ state }) => state === 'ready');
    return one;
  }

  async function prepare({ api }: WindowUnderTest): Promise<StartedHost> {
    await api.createAccount({ name: place.account });
    await api.createNamespace({ account: place.account, name: place.namespace });
    await api.bindNamespace({ ...place, project, variable: 'my_kv' });
    const projectFolder = path.join(folder(), 'project');
    fs.mkdirSync(path.join(projectFolder, 'functions'), { recursive: true });
    fs.writeFileSync(path.join(projectFolder, 'functions', 'kv.js'), functionCode);
    const plain = 'export const onRequest = () => new Response(typeof my_kv);';
    fs.writeFileSync(path.join(projectFolder, 'functions', 'plain.js'), plain);
    fs.mkdirSync(path.join(projectFolder, 'public'));
    fs.writeFileSync(path.join(projectFolder, 'public', 'page.txt'), 'page');
    host = await startHost({
      hostFile: path.join(path.dirname(productFiles.worker), 'functionHost.js'),
      start: {
        project,
        folder: projectFolder,
        emulator: { storageFolder: storageFolder() },
        port: 18_300,
        settings: { ...testSettings, timeoutMs: 60_000 },
      },
      events: {
        log: ({ level, text }) => logs.push(`${level}: ${text}`),
        routes: () => undefined,
        problems: () => undefined,
        requestEnded: () => undefined,
      },
    });
    return host;
  }

  it('goes on with the next leader, and has kept what was acknowledged', async () => {
    const leader = await addWindow();
    const { url } = await prepare(leader);
    const follower = await addWindow();
    assert.equal(follower.state.follows, leader.pid);
    const acknowledged = new Map<string, string>();
    const refused: string[] = [];
    let next = 0;
    let after = 0;
    let isKilled = false;
    const write = async (): Promise<void> => {
      while (after < 20) {
        const key = `key_${(next += 1)}`;
        const response = await fetch(`${url}/kv?key=${key}`, { method: 'PUT', body: key });
        if (response.status === 200) acknowledged.set(key, key);
        else refused.push(await response.text());
        if (!isKilled && acknowledged.size >= 30) {
          isKilled = true;
          leader.child.kill('SIGKILL');
        }
        if (follower.leads) after += 1;
      }
    };
    await Promise.all([write(), write(), write()]);
    for (const text of refused) assert.match(text, /may or may not have been made/);
    assert.ok(refused.length <= 3, 'no more than were under way');
    for (const [key, value] of acknowledged) {
      const record = await follower.api.getRecord({ ...place, key });
      assert.equal(record && Buffer.from(record.value).toString(), value);
    }
  });

  it('lets calls wait while nobody leads', async () => {
    const leader = await addWindow();
    const { url } = await prepare(leader);
    const put = (key: string): Promise<Response> =>
      fetch(`${url}/kv?key=${key}`, { method: 'PUT', body: 'value' });
    assert.equal((await put('before')).status, 200);
    await leader.kill();
    const waiting = put('meanwhile');
    const follower = await addWindow();
    assert.equal(await (await waiting).text(), 'value');
    const record = await follower.api.getRecord({ ...place, key: 'meanwhile' });
    assert.equal(record && Buffer.from(record.value).toString(), 'value');
  });

  it('needs no emulator for files and other functions, and names it where KV waits in vain', async () => {
    const leader = await addWindow();
    const { url, api } = await prepare(leader);
    const ask = async (target: string) => {
      const startMs = performance.now();
      const response = await fetch(url + target);
      const text = await response.text();
      return { answer: `${response.status} ${text}`, ms: performance.now() - startMs };
    };
    // Nobody has asked for anything so far.
    await leader.kill();
    for (let round = 0; round < 2; round++) {
      for (const [target, answer] of [
        ['/page.txt', '200 page'],
        ['/none', '404 Nothing is found at /none.\n'],
        ['/plain', '200 object'],
      ] as const) {
        const seen = await ask(target);
        assert.equal(seen.answer, answer);
        assert.ok(seen.ms < 2000, `${target} took ${seen.ms} ms`);
      }
    }
    const failed = await ask('/kv?key=a');
    assert.match(failed.answer, /^545 [^]*No VS Code window runs the KV emulator\./);
    assert.ok(failed.ms < 10_000, `${failed.ms} ms`);
    await api.configure({ ...testSettings, timeoutMs: 1000 });
    const stopped = await ask('/kv?key=a');
    assert.match(stopped.answer, /^545 [^]*No VS Code window runs the KV emulator\./);
    assert.doesNotMatch(stopped.answer, /did not answer/);
    const told = logs.filter((line) => line.startsWith('error: No VS Code window'));
    assert.equal(told.length, 1, logs.join('\n'));
    await api.configure({ ...testSettings, timeoutMs: 60_000 });
    await addWindow();
    assert.match((await ask('/kv?key=a')).answer, /^200 /);
  });

  it('says so where nobody leads for long, or ever did', async () => {
    const isAlone = (error: unknown): boolean =>
      error instanceof EmulatorError &&
      error.code === 'CONNECTION_LOST' &&
      error.message.includes('Pages KV: Restart Emulator');
    await assert.rejects(createEmulatorLink({ storageFolder: storageFolder() }).connect(), isAlone);
    const leader = await addWindow();
    const link = createEmulatorLink({ storageFolder: storageFolder() }, 200);
    const { api } = link;
    assert.deepEqual(await api.listAccounts(), []);
    await leader.kill();
    await assert.rejects(api.listAccounts(), isAlone);
    await assert.rejects(api.createAccount({ name: 'a' }), isAlone);
    await addWindow();
    assert.deepEqual(await api.listAccounts(), []);
    link.dispose();
    await assert.rejects(api.listAccounts(), isAlone);
  });
});
