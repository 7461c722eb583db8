import assert from 'node:assert/strict';
import path from 'node:path';
import { copyFixture } from '../host/fixture.mjs';
import { root } from '../host/setup/root.mjs';
import { waitFor } from '../host/waitFor.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { createDriver } from './driver.mjs';

const vsix = path.join(root, 'edgeone-pages-kv.vsix');

for (const [name, colorTheme] of [
  ['light', 'Default Light Modern'],
  ['dark', 'Default Dark Modern'],
]) {
  describe(`the first-time way, ${name} theme`, () => {
    let workbench;
    let driver;
    let steps = 0;

    before(async () => {
      workbench = await openWorkbench({
        vsix,
        folder: copyFixture('workspace'),
        settings: { 'workbench.colorTheme': colorTheme },
      });
      driver = createDriver(workbench.page);
    });

    afterEach(async function () {
      steps += 1;
      const title = this.currentTest.title.replace(/\W+/g, '-');
      await driver?.screenshot(`${name}-${steps}-${title}`);
    });

    after(() => workbench?.close());

    it('welcomes', async () => {
      await driver.openPagesKv();
      const button = driver.view('Accounts').getByRole('button', { name: 'Open Account' });
      await button.waitFor();
      await button.click();
      await driver.answerInput('Open Account', 'demo');
      await driver.row('Accounts', 'demo').waitFor();
    });

    it('creates a namespace', async () => {
      await driver.clickRowAction('Accounts', 'demo', 'Create Namespace');
      await driver.answerInput('Create Namespace', 'visits');
      await driver.row('Accounts', 'visits').waitFor();
    });

    it('adds a record', async () => {
      await driver.clickRowAction('Accounts', 'visits', 'Add Record');
      await driver.answerInput('Key of the new record', 'count');
      await driver.answerInput('Value', '41');
      await driver.row('Accounts', 'count').waitFor();
      const content = (await driver.webview()).locator('.cm-content');
      await content.waitFor();
      assert.equal(await content.innerText(), '41');
    });

    it('edits it in the record editor', async () => {
      const editor = await driver.webview();
      await editor.locator('.cm-content').click();
      await driver.page.keyboard.press('ControlOrMeta+a');
      // As fast as it goes, and saved at once: what was typed last must be in it.
      await driver.page.keyboard.type('0000000099');
      await driver.page.keyboard.press('ControlOrMeta+s');
      const row = driver.row('Accounts', 'count');
      await waitFor('the tree to show the second version', async () =>
        (await row.innerText()).includes('v2'),
      );
      assert.match(await row.innerText(), /v2 · 10 B/);
      await driver.page.locator('.tab.dirty').waitFor({ state: 'detached' });
    });

    it('binds the namespace to the project', async () => {
      await driver.clickRowAction('Accounts', 'visits', 'Bind Namespace');
      await driver.answerInput('Variable name', 'my_kv');
      await driver.row('Projects', 'my_kv').waitFor();
    });

    it('runs a function by CodeLens and shows the response', async () => {
      await driver.openFile('counter.js');
      const run = driver.page.locator('.codelens-decoration a', { hasText: 'Run' }).first();
      await run.waitFor();
      await run.click();
      const text = await waitFor('the response', async () => {
        const shown = await driver.editorText();
        return shown.includes('200 OK') && shown;
      });
      assert.match(text, /\b100\b/);
      assert.match(text, /singapore/);
    });

    it('saves its request to a file and sends it from there', async () => {
      const lens = (text) => driver.page.locator('.codelens-decoration a', { hasText: text });
      await lens('Save Request to File…').click();
      await driver.pick('Save Request to File', 'requests.http');
      await driver.page.locator('.tab', { hasText: 'requests.http' }).waitFor();
      await lens('Send').click();
      const text = await waitFor('the response', async () => {
        const shown = await driver.editorText();
        return /^101$/m.test(shown) && shown;
      });
      assert.match(text, /GET \/counter HTTP\/1\.1/);
      assert.match(text, /200 OK/);
    });

    it('shows what the edge node holds', async () => {
      await driver.openPagesKv();
      await driver.openView('Edge Nodes');
      await driver.expand('Edge Nodes', 'singapore');
      await driver.row('Edge Nodes', 'count').waitFor();
    });
  });
}
