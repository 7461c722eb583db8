import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { copyFixture } from '../host/fixture.mjs';
import { root } from '../host/setup/root.mjs';
import { waitFor } from '../host/waitFor.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { createDriver } from './driver.mjs';

const vsix = path.join(root, 'edgeone-pages-kv.vsix');

describe('daily work', () => {
  let workbench;
  let driver;
  let page;
  let folder;
  let steps = 0;

  before(async () => {
    folder = copyFixture('workspace');
    fs.writeFileSync(path.join(folder, 'foreign.http'), 'GET https://example.com/counter\n');
    fs.writeFileSync(path.join(folder, 'middleware.js'), 'export function middleware() {}\n');
    const settings = { 'pagesKv.requests.limit': 5 };
    workbench = await openWorkbench({ vsix, folder, settings });
    page = workbench.page;
    driver = createDriver(page);
    await driver.openPagesKv();
  });

  afterEach(async function () {
    steps += 1;
    const title = this.currentTest.title.replace(/\W+/g, '-');
    await driver?.screenshot(`daily-${steps}-${title}`);
  });

  after(() => workbench?.close());

  const toast = (words) => page.locator('.notification-toast').filter({ hasText: words });
  const statusBar = (words) => page.locator('.statusbar-item', { hasText: words });

  it('names a setting that is out of range', async () => {
    await toast('The setting "pagesKv.requests.limit" is 5').waitFor();
  });

  it('asks for neither the only account nor the only namespace', async () => {
    await driver.view('Accounts').getByRole('button', { name: 'Open Account' }).click();
    await driver.answerInput('Open Account', 'demo');
    await driver.row('Accounts', 'demo').waitFor();
    await driver.runCommand('Pages KV: Create Namespace');
    await driver.answerInput('Name of the new namespace', 'visits');
    await driver.row('Accounts', 'visits').waitFor();
    await driver.runCommand('Pages KV: Add Record');
    await driver.answerInput('Key of the new record in "visits"', 'count');
    await driver.answerInput('Value', '41');
    await driver.row('Accounts', 'count').waitFor();
    // It takes the focus once it is there.
    await (await driver.webview()).locator('.cm-content').waitFor();
    await driver.runCommand('Pages KV: Bind Namespace');
    await driver.answerInput('Variable name under which functions see "visits"', 'my_kv');
    await driver.row('Projects', 'my_kv').waitFor();
  });

  it('says that no key fits a search', async () => {
    await driver.runCommand('Pages KV: Find Record');
    const input = page.locator('.quick-input-widget');
    await input.locator('input.input').fill('nothing');
    await input.locator('.monaco-list-row', { hasText: 'No key begins with "nothing".' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('says that nothing runs which could be stopped', async () => {
    await driver.runCommand('Pages KV: Stop Functions');
    await statusBar('No functions are running.').waitFor();
  });

  it('keys are about the row with the focus, wherever the selection is', async () => {
    const focused = (label) =>
      driver.view('Accounts').locator('.monaco-list-row.focused', { hasText: label });
    const prompt = (words) => page.locator('.quick-input-widget', { hasText: words });
    await driver.row('Accounts', 'count').click();
    await (await driver.webview()).locator('.cm-content').waitFor();
    await driver.runCommand('Pages KV: Focus on Accounts View');
    await focused('count').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await focused('visits').waitFor();
    await page.keyboard.press('F2');
    await prompt('New name of the namespace "visits"').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+c');
    await waitFor('the name to be copied', async () => {
      const copied = await page.evaluate(() => globalThis.navigator.clipboard.readText());
      return copied === 'visits';
    });
    // What was selected is so still.
    assert.deepEqual(
      await driver
        .view('Accounts')
        .locator('.monaco-list-row.selected .label-name')
        .allInnerTexts(),
      ['count'],
    );
    await page.keyboard.press('End');
    await focused('count').waitFor();
    await page.keyboard.press('F2');
    await prompt('New key of the record "count"').waitFor();
    await page.keyboard.press('Escape');
  });

  it('renames a record by F2, and takes that back', async () => {
    await driver.row('Accounts', 'count').click();
    await driver.row('Accounts', 'count').click();
    await page.keyboard.press('F2');
    await driver.answerInput('New key of the record "count"', 'total');
    await driver.row('Accounts', 'total').waitFor();
    await driver.row('Accounts', 'count').waitFor({ state: 'detached' });
    await toast('Renamed "count" to "total"')
      .locator('.monaco-button', { hasText: 'Undo' })
      .click();
    await driver.row('Accounts', 'count').waitFor();
    await driver.row('Accounts', 'total').waitFor({ state: 'detached' });
    assert.match(await driver.row('Accounts', 'count').innerText(), /2 B/);
  });

  it('deletes a record by Delete, and takes that back', async () => {
    await driver.row('Accounts', 'count').click();
    await driver.row('Accounts', 'count').click();
    await page.keyboard.press('Delete');
    const dialog = page.locator('.monaco-dialog-box', { hasText: 'Delete the record "count"' });
    await dialog.locator('.monaco-button', { hasText: 'Delete' }).click();
    await driver.row('Accounts', 'count').waitFor({ state: 'detached' });
    await toast('Deleted the record "count" of "visits"')
      .locator('.monaco-button', { hasText: 'Undo' })
      .click();
    await driver.row('Accounts', 'count').waitFor();
    assert.match(await driver.row('Accounts', 'count').innerText(), /2 B/);
  });

  it('shows the middleware before the functions', async () => {
    const row = driver.row('Projects', 'Middleware');
    await row.waitFor();
    assert.match(await row.innerText(), /middleware\.js:1/);
  });

  it('runs a function from the tree at once', async () => {
    // Its rows are in sight once the view above is closed.
    await driver.view('Accounts').locator('.pane-header').click();
    await driver.clickRowAction('Projects', 'ALL /counter', 'Run Function');
    const text = await waitFor('the response', async () => {
      const shown = await driver.editorText();
      return shown.includes('200 OK') && shown;
    });
    assert.match(text, /\b42\b/);
  });

  it('says that a command without a visible result was done', async () => {
    await driver.runCommand('Pages KV: Copy Address');
    await statusBar('Copied http://127.0.0.1:').waitFor();
    await driver.runCommand('Pages KV: Clear Concurrency Warnings');
    await statusBar('Concurrency warnings cleared: 0').waitFor();
  });

  it('says how many records left and came, and asks for the file first', async () => {
    const name = page.locator('.quick-input-widget input.input');
    await driver.runCommand('Pages KV: Export Namespace');
    await waitFor('a file name', async () => /\/visits\.ndjson$/.test(await name.inputValue()));
    await page.keyboard.press('Enter');
    await statusBar('Records exported to visits.ndjson: 1').waitFor();
    await driver.runCommand('Pages KV: Import Namespace');
    await waitFor('a folder', async () => (await name.inputValue()).endsWith('/workspace/'));
    await name.fill(`${await name.inputValue()}visits.ndjson`);
    await page.keyboard.press('Enter');
    await driver.pick('Import visits.ndjson', 'visits');
    await driver.pick('Import visits.ndjson', 'Merge');
    await driver.pick('Import visits.ndjson', 'Import');
    await statusBar('Records imported into "visits": 1.').waitFor();
  });

  it('counts in the walkthrough what is there, by whatever way it was made', async () => {
    await driver.runCommand('Welcome: Open Walkthrough...');
    const list = page.locator('.quick-input-widget .monaco-list-row');
    await list.filter({ hasText: 'Get Started with Pages KV' }).click();
    const done = page.locator('.getting-started-step .codicon-getting-started-step-checked');
    await waitFor('five steps to be done', async () => (await done.count()) >= 5);
  });

  it('tells once that a request goes nowhere', async () => {
    await driver.openFile('foreign.http');
    await page.locator('.codelens-decoration a', { hasText: 'Send' }).first().click();
    const told = toast('example.com');
    await told.waitFor();
    await told.hover();
    await told.locator('.codicon-notifications-clear').click();
    await told.waitFor({ state: 'detached' });
    await driver.runCommand('Notifications: Show Notifications');
    const list = page.locator('.notifications-center');
    await list.waitFor();
    assert.equal(await list.getByText('example.com').count(), 0);
  });

  it('says at no time, while the window opens again, that there are no functions', async () => {
    await driver.openPagesKv();
    await page.addInitScript(watchWelcome);
    const loaded = page.waitForEvent('load');
    await driver.runCommand('Developer: Reload Window');
    await loaded;
    await driver.row('Projects', 'workspace').waitFor({ timeout: 60_000 });
    assert.equal(await page.evaluate(() => globalThis.saidNoFunctions), false);
  });

  it('offers what helps beside what is missing', async () => {
    fs.rmSync(path.join(folder, 'edge-functions'), { recursive: true });
    await driver.view('Projects').getByText('No functions yet').waitFor();
    await driver.runCommand('Pages KV: Run Function');
    await toast('There is no function yet.')
      .locator('.monaco-button', { hasText: 'Create Sample Project' })
      .click();
    await page.locator('.quick-input-widget', { hasText: 'Another Folder…' }).waitFor();
    await page.keyboard.press('Escape');
  });
});

/** Runs in the page. */
function watchWelcome() {
  globalThis.saidNoFunctions = false;
  const { document, MutationObserver } = globalThis;
  const observer = new MutationObserver(() => {
    for (const { textContent } of document.querySelectorAll('.welcome-view')) {
      if (textContent.includes('no edge functions yet')) globalThis.saidNoFunctions = true;
    }
  });
  observer.observe(document, { subtree: true, childList: true });
}
