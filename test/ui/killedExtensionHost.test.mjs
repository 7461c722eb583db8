import assert from 'node:assert/strict';
import path from 'node:path';
import { extensionHostPid } from '../host/extensionHost.mjs';
import { copyFixture } from '../host/fixture.mjs';
import { freePort } from '../host/freePort.mjs';
import { seedStorage } from '../host/sample.mjs';
import { root } from '../host/setup/root.mjs';
import { extensionId, temporaryFolder } from '../host/vscodeServer.mjs';
import { waitFor } from '../host/waitFor.mjs';
import { openWorkbench } from '../host/workbench.mjs';

const putsMin = 1_000;
const writers = 8;

describe('an extension host that is killed under load', () => {
  let workbench;
  let address;

  before(async () => {
    const port = await freePort(8200);
    address = `http://127.0.0.1:${port}`;
    const folder = copyFixture('workspace');
    const dataFolder = temporaryFolder();
    const userFolder = path.join(dataFolder, 'data', 'User');
    await seedStorage({
      folder,
      storageFolder: path.join(userFolder, 'globalStorage', extensionId),
    });
    workbench = await openWorkbench({
      vsix: path.join(root, 'edgeone-pages-kv.vsix'),
      folder,
      dataFolder,
      settings: { 'pagesKv.functions.startOnOpen': true, 'pagesKv.functions.port': port },
    });
    await waitFor('the functions to answer', () => put('first', 'value'), 60_000);
  });

  after(() => workbench?.close());

  async function put(key, value) {
    const request = { method: 'POST', body: value };
    const response = await fetch(`${address}/write?key=${key}`, request).catch(() => undefined);
    return response?.status === 204;
  }

  it('has every acknowledged record afterwards', async () => {
    const acknowledged = new Map();
    const seed = Date.now() % 1_000_000;
    const killAt = 50 + ((seed * 7) % (putsMin - 100));
    console.log(`kills the extension host after ${killAt} puts (seed ${seed})`);
    let next = 0;
    let killed = false;

    async function write() {
      while (acknowledged.size < putsMin) {
        const number = next++;
        const [key, value] = [`key_${number}`, `value ${number} ${'x'.repeat(number % 500)}`];
        if (await put(key, value)) acknowledged.set(key, value);
        else await waitFor('the functions to answer again', () => put('probe', 'value'), 90_000);
        if (!killed && acknowledged.size >= killAt) {
          killed = true;
          process.kill(extensionHostPid(workbench.server.pid), 'SIGKILL');
        }
      }
    }
    await Promise.all(Array.from({ length: writers }, write));

    assert.ok(killed);
    // Once more, so that what is read was read from the disk. At the third time within five
    // minutes VS Code would not start it again by itself.
    process.kill(extensionHostPid(workbench.server.pid), 'SIGKILL');
    await waitFor('the functions to answer again', () => put('probe', 'value'), 90_000);
    const lost = [];
    for (const [key, value] of acknowledged) {
      const response = await fetch(`${address}/read?key=${key}`);
      if ((await response.text()) !== value) lost.push(key);
    }
    assert.deepEqual(lost, []);
  });
});
