import fs from 'node:fs';
import path from 'node:path';
import { root } from '../host/setup/root.mjs';
import { temporaryFolder } from '../host/vscodeServer.mjs';
import { waitFor } from '../host/waitFor.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { createDriver } from './driver.mjs';

describe('the sample project in an empty folder', () => {
  let workbench;
  let driver;

  after(async () => {
    await driver?.screenshot('sample');
    await workbench?.close();
  });

  it('leads from the welcome text to a function that can be run', async () => {
    const folder = path.join(temporaryFolder(), 'empty');
    fs.mkdirSync(folder);
    const vsix = path.join(root, 'edgeone-pages-kv.vsix');
    workbench = await openWorkbench({ vsix, folder });
    const { page } = workbench;
    driver = createDriver(page);
    await driver.openPagesKv();
    await driver.view('Projects').getByRole('button', { name: 'Create Sample Project' }).click();
    await driver.pick('Where the sample is created', 'empty');
    await page.locator('.tab.active', { hasText: 'counter.js' }).waitFor();
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    await waitFor('the response', async () => (await driver.editorText()).includes('200 OK'));
  });
});
