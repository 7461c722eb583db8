import assert from 'node:assert/strict';
import { waitFor } from '../../host/waitFor.mjs';

/**
 * What several nodes answer, side by side.
 *
 * @param {import('../consistency.test.mjs').ConsistencyWindow} window
 */
export function everywhereTests(window) {
  const title = (text) => window.page.locator('.tab.active', { hasText: text });

  before(() => window.driver.openPagesKv());

  it('runs a function on every node, and says why they differ', async () => {
    const { driver, page, send } = window;
    await driver.openView('Edge Nodes');
    await driver.runCommand('Pages KV: Purge Edge Cache');
    await driver.pick('Purge Edge Cache', 'All edge nodes');
    // What is sent before the caches are empty is purged with them.
    await waitFor('the caches to be empty', async () => {
      const cached = ['frankfurt', 'singapore'].map((node) =>
        driver.row('Edge Nodes', node).innerText(),
      );
      return (await Promise.all(cached)).every((text) => /\D0( · default)?$/.test(text.trim()));
    });
    for (const node of ['frankfurt', 'singapore']) await send(node);
    await driver.runCommand('Pages KV: Run Function Everywhere');
    await driver.pick('Run Function Everywhere', '/counter');
    await title('counter everywhere').waitFor();
    const text = await waitFor('the responses', async () => {
      const shown = await driver.editorText();
      return shown.includes('Bodies side by side') && shown;
    });
    assert.match(text, /frankfurt +200 OK .*count v\d+/);
    assert.match(text, /read "count" v\d+ from its cache, which was stale/);
    assert.match(text, /singapore +│ frankfurt +│ silicon-valley\n≠ \d+ +│ \d+ +│ \d+/);
    await page.locator('.codelens-decoration a', { hasText: 'Compare the bodies' }).first().click();
    await title('Body (').waitFor();
  });

  it('offers the functions of the open file first', async () => {
    const { driver, page } = window;
    await driver.openFile('write.js');
    await driver.runCommand('Pages KV: Run Function Everywhere');
    const list = page.locator('.quick-input-widget');
    await list.filter({ has: page.getByPlaceholder('Select a function') }).waitFor();
    assert.match(await list.locator('.monaco-list-row').first().innerText(), /\/write/);
    await page.keyboard.press('Escape');
  });

  it('compares what two nodes return', async () => {
    const { driver, page, send } = window;
    for (const [node, body] of Object.entries({ frankfurt: 'old', singapore: 'new' })) {
      await send(node, '/write?key=pair', { method: 'POST', body });
    }
    await driver.runCommand('Pages KV: Compare Edge Nodes');
    await driver.pick('Compare Edge Nodes', 'visits');
    await driver.pick('Type the beginning of a key', 'pair');
    await driver.pick('Whose answer stands on the left', /frankfurt.* 1 behind/);
    await driver.pick('Whose answer stands on the right', 'Central store');
    await title(/pair \(frankfurt v\d+ ↔ Central store v\d+\)/).waitFor();
    for (const [side, value] of Object.entries({ original: 'old', modified: 'new' })) {
      const lines = page.locator(`.monaco-diff-editor .editor.${side} .view-lines`);
      await waitFor(value, async () => (await lines.innerText()).trim() === value);
    }
  });

  after(() => window.closeEditors());
}
