import assert from 'node:assert/strict';
import path from 'node:path';
import { copyFixture } from '../host/fixture.mjs';
import { root } from '../host/setup/root.mjs';
import { waitFor } from '../host/waitFor.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { createDriver } from './driver.mjs';

const vsix = path.join(root, 'edgeone-pages-kv.vsix');

describe('snapshots and usage, by clicks', () => {
  let workbench;
  let driver;
  let page;
  let steps = 0;

  before(async () => {
    workbench = await openWorkbench({ vsix, folder: copyFixture('workspace') });
    page = workbench.page;
    driver = createDriver(page);
    await driver.openPagesKv();
    await driver.view('Accounts').getByRole('button', { name: 'Open Account' }).click();
    await driver.answerInput('Open Account', 'demo');
    await driver.clickRowAction('Accounts', 'demo', 'Create Namespace');
    await driver.answerInput('Create Namespace', 'carts');
    await addRecord('ada', 'one');
    await addRecord('grace', 'two');
  });

  afterEach(async function () {
    steps += 1;
    const title = this.currentTest.title.replace(/\W+/g, '-');
    await driver?.screenshot(`snapshots-${steps}-${title}`);
  });

  after(() => workbench?.close());

  async function addRecord(key, value) {
    await driver.row('Accounts', 'carts').waitFor();
    await driver.clickRowAction('Accounts', 'carts', 'Add Record');
    await driver.answerInput('Key of the new record', key);
    await driver.answerInput('Value', value);
    await driver.row('Accounts', key).waitFor();
  }

  async function answerDialog(words, button) {
    const dialog = page.locator('.monaco-dialog-box').filter({ hasText: words });
    await dialog.locator('.monaco-button').filter({ hasText: button }).click();
  }

  async function undo(words) {
    const toast = page.locator('.notification-toast').filter({ hasText: words });
    await toast.locator('.monaco-button').filter({ hasText: 'Undo' }).click();
  }

  async function shownValue() {
    const content = (await driver.webview()).locator('.cm-content');
    return content.innerText();
  }

  it('takes a snapshot from the menu of a namespace', async () => {
    await driver.clickRowMenu('Accounts', 'carts', 'Snapshots', 'Take Snapshot');
    await driver.answerInput('Name of the new snapshot', 'before');
    await page.locator('.statusbar-item', { hasText: 'Took the snapshot "before"' }).waitFor();
  });

  it('compares it with what is there now', async () => {
    await addRecord('linus', 'three');
    await driver.clickRowAction('Accounts', 'grace', 'Delete Record');
    await answerDialog('Delete the record "grace"', 'Delete');
    await driver.row('Accounts', 'grace').waitFor({ state: 'detached' });
    await driver.runCommand('Pages KV: Compare with Snapshot');
    await driver.pick('Compare with Snapshot', 'before');
    // A narrow editor wraps its lines wherever it likes.
    const side = async (name) => {
      const lines = page.locator(`.monaco-diff-editor .editor.${name} .view-lines`);
      return (await lines.innerText()).replace(/\s+/g, ' ').trim();
    };
    const summary = '# Keys added: 1 · changed: 0 · removed: 1';
    await waitFor('the diff', async () => (await side('original')).includes('linus'));
    assert.deepEqual(
      [await side('original'), await side('modified')],
      [`${summary} grace 3 B two linus`, `${summary} grace linus 5 B three`],
    );
  });

  it('restores it, and takes that back; an unsaved text stays in its editor', async () => {
    await driver.row('Accounts', 'ada').dblclick();
    await (await driver.webview()).locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('!');
    await page.locator('.tab.dirty', { hasText: 'ada' }).waitFor();
    await driver.runCommand('Pages KV: Restore Snapshot');
    await driver.pick('Restore Snapshot', 'before');
    await answerDialog('Unsaved changes stay in their editors: ada', 'Restore Snapshot');
    await driver.row('Accounts', 'grace').waitFor();
    await driver.row('Accounts', 'linus').waitFor({ state: 'detached' });
    assert.equal(await shownValue(), 'one!');
    await (await driver.webview()).getByRole('button', { name: 'Compare', exact: true }).waitFor();
    await undo('Restored "before"');
    await driver.row('Accounts', 'linus').waitFor();
    await driver.row('Accounts', 'grace').waitFor({ state: 'detached' });
    assert.equal(await shownValue(), 'one!');
  });

  it('empties a namespace, and takes that back', async () => {
    await driver.runCommand('Pages KV: Empty Namespace');
    await answerDialog('What goes: records: 2', 'Empty Namespace');
    await driver.row('Accounts', 'ada').waitFor({ state: 'detached' });
    await undo('Records deleted: 2');
    await driver.row('Accounts', 'ada').waitFor();
  });

  it('shows what fills the account', async () => {
    await driver.runCommand('Pages KV: Show Usage');
    const text = await waitFor('the usage', async () => {
      const shown = await driver.editorText();
      return shown.includes('demo · 16 B of 1 GB used') && shown;
    });
    assert.match(text, /carts +2 +16 B .* 5 B +linus/);
  });

  it('brings deleted records back, but none that was written again', async () => {
    await driver.row('Accounts', 'ada').click();
    await driver.row('Accounts', 'linus').click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('Delete');
    await answerDialog('Delete 2 records?', 'Delete');
    await driver.row('Accounts', 'linus').waitFor({ state: 'detached' });
    await addRecord('ada', 'new one');
    await undo('Records deleted: 2');
    await driver.row('Accounts', 'linus').waitFor();
    await page
      .locator('.notification-toast', { hasText: 'The namespace already has a record "ada".' })
      .waitFor();
    assert.match(await driver.row('Accounts', 'ada').innerText(), /7 B/);
  });
});
