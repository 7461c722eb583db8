import fs from 'node:fs';
import path from 'node:path';
import { copyFixture } from '../host/fixture.mjs';
import { freePort } from '../host/freePort.mjs';
import { seedStorage } from '../host/sample.mjs';
import { root } from '../host/setup/root.mjs';
import { extensionId, temporaryFolder } from '../host/vscodeServer.mjs';
import { waitFor } from '../host/waitFor.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { createDriver } from './driver.mjs';

describe('two projects in a window', () => {
  let workbench;
  let driver;
  const addresses = {};

  before(async () => {
    const port = await freePort(8500);
    const folder = copyFixture('workspace');
    const second = path.join(path.dirname(folder), 'shop');
    fs.cpSync(folder, second, { recursive: true });
    const dataFolder = temporaryFolder();
    const storageFolder = path.join(dataFolder, 'data', 'User', 'globalStorage', extensionId);
    // Both bind the same namespace, so that only their names tell them apart.
    for (const one of [folder, second]) {
      await seedStorage({ folder: one, storageFolder });
      fs.writeFileSync(path.join(one, 'public', 'name.txt'), path.basename(one));
    }
    const workspace = path.join(path.dirname(folder), 'both.code-workspace');
    const folders = [folder, second].map((one) => ({ path: one }));
    fs.writeFileSync(workspace, JSON.stringify({ folders }));
    workbench = await openWorkbench({
      ...{ vsix: path.join(root, 'edgeone-pages-kv.vsix'), workspace, dataFolder },
      settings: { 'pagesKv.functions.startOnOpen': true, 'pagesKv.functions.port': port },
    });
    driver = createDriver(workbench.page);
    const nameAt = async (address) =>
      (await fetch(`${address}/name.txt`).catch(() => undefined))?.text();
    for (const project of ['workspace', 'shop']) {
      addresses[project] = await waitFor(`the functions of ${project}`, async () => {
        for (let at = port; at < port + 10; at += 1) {
          const address = `http://127.0.0.1:${at}`;
          if ((await nameAt(address)) === project) return address;
        }
        return undefined;
      });
    }
  });

  afterEach(async function () {
    await driver?.screenshot(`several-projects-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  after(() => workbench?.close());

  const view = () => driver.webview();
  const rows = async () => (await view()).locator('#table tbody tr');
  const rowsBecome = (count) =>
    waitFor(`${count} rows`, async () => (await (await rows()).count()) === count);
  const choose = async (name) => (await view()).getByLabel('Project').selectOption(name);

  it('are told apart by the filter of the Consistency view', async () => {
    await driver.runCommand('Pages KV: Show Consistency View');
    await (await view()).getByRole('tab', { name: 'Table' }).click();
    await fetch(`${addresses.workspace}/counter`);
    await rowsBecome(2);
    const select = (await view()).getByLabel('Project');
    await select.waitFor({ state: 'hidden' });
    await fetch(`${addresses.shop}/write?key=solo`, { method: 'POST', body: 'once' });
    await rowsBecome(3);
    await select.waitFor();
    await choose('shop');
    await rowsBecome(1);
    await (await rows()).getByText('POST /write').waitFor();
    await choose('workspace');
    await rowsBecome(2);
  });

  it('stay told apart while more happens, and in the picture', async () => {
    await choose('shop');
    await rowsBecome(1);
    await fetch(`${addresses.workspace}/counter`);
    await fetch(`${addresses.shop}/counter`);
    await rowsBecome(3);
    const page = await view();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await page.getByRole('button', { name: 'Show All' }).click();
    await page.locator('.picture').focus();
    const { keyboard } = workbench.page;
    const card = page.locator('.card');
    for (const key of ['Home', 'End']) {
      await keyboard.press(key);
      await card.getByText('shop', { exact: true }).waitFor();
    }
    await page.getByRole('tab', { name: 'Table' }).click();
    await choose('');
    await rowsBecome(7);
  });
});
