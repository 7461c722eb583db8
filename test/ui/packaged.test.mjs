import assert from 'node:assert/strict';
import path from 'node:path';
import { copyFixture } from '../host/fixture.mjs';
import { root } from '../host/setup/root.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { createDriver } from './driver.mjs';

describe('the packaged extension in a clean VS Code', () => {
  let workbench;
  let driver;

  before(async () => {
    workbench = await openWorkbench({
      vsix: path.join(root, 'edgeone-pages-kv.vsix'),
      folder: copyFixture('workspace'),
    });
    driver = createDriver(workbench.page);
  });

  after(async () => {
    await driver?.screenshot('packaged');
    await workbench?.close();
  });

  it('activates by a click on its icon', async () => {
    await driver.openPagesKv();
    await driver.view('Accounts').getByRole('button', { name: 'Open Account' }).waitFor();
  });

  it('opens an account by the palette', async () => {
    await driver.runCommand('Pages KV: Open Account');
    await driver.answerInput('Open Account', 'palette');
    await driver.row('Accounts', 'palette').waitFor();
  });

  it('creates a namespace by the palette', async () => {
    await driver.runCommand('Pages KV: Create Namespace');
    await driver.answerInput('Create Namespace', 'by_palette');
    await driver.row('Accounts', 'by_palette').waitFor();
  });

  it('suggests the variable for which the code has no namespace yet', async () => {
    await driver.openFile('counter.js');
    const { page } = workbench;
    await page.locator('.squiggly-warning').first().waitFor();
    await driver.runCommand('Pages KV: Bind Namespace');
    const input = page.locator('.quick-input-widget', { hasText: 'Variable name' });
    await input.waitFor();
    assert.equal(await input.locator('input.input').inputValue(), 'my_kv');
    await page.keyboard.press('Escape');
  });

  it('explains a finding where its README does', async () => {
    await driver.openFile('counter.js');
    await workbench.page.locator('.squiggly-warning').first().waitFor();
    await driver.runCommand('Go to Next Problem in Files');
    const { page } = workbench;
    await page.locator('.marker-widget').waitFor();
    // While VS Code looks for what the bulb would offer, it drops whoever asks for its menu.
    await page.locator('.lightBulbWidget').waitFor();
    await page.keyboard.press('ControlOrMeta+.');
    const menu = page.locator('.context-view .action-widget');
    await menu.locator('.monaco-list-row', { hasText: 'Explain unbound-variable' }).click();
    const preview = await driver.webview();
    await preview.getByText('A name is used like a namespace').waitFor();
  });
});
