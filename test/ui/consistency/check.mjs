import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { waitFor } from '../../host/waitFor.mjs';

/**
 * Check Under Concurrency, from its CodeLens to its replay.
 *
 * @param {import('../consistency.test.mjs').ConsistencyWindow} window
 */
export function checkTests(window) {
  const lens = (text) => window.page.locator('.codelens-decoration a', { hasText: text });
  const groups = () => window.page.locator('.editor-group-container');

  before(async () => {
    await window.closeEditors();
    await window.driver.openFile('counter.js');
  });

  it('tells the fewest steps in which the counter loses an update', async () => {
    const { driver, page } = window;
    await lens(/^Check$/).click();
    await page.locator('.tab', { hasText: 'Check of' }).waitFor();
    const text = await waitFor('the story', async () => {
      const shown = (await driver.editorText()).replace(/\s+/g, ' ');
      return /with seed \d/.test(shown) && shown;
    });
    assert.match(text, /Lost update of "count": GET \/counter on \S+ read version \d+/);
    assert.match(text, /4\. A on \S+ writes "count": version \d+ over version \d+/);
    assert.doesNotMatch(text, /5\. /);
    const story = groups().last();
    const wide = await story
      .locator('.view-line')
      .evaluateAll((lines) => Math.max(...lines.map((line) => line.scrollWidth)));
    const room = await story.locator('.monaco-editor').evaluate((box) => box.clientWidth);
    assert.ok(wide < room, 'its sentences are wrapped');
  });

  it('draws them in the place of the text', async () => {
    await lens('Show in Consistency View').click();
    const view = await window.driver.webview();
    await view.getByRole('tab', { name: 'Table' }).click();
    await waitFor('four steps', async () => (await view.locator('#table tbody tr').count()) === 4);
    assert.equal(await groups().count(), 2);
    await view.getByRole('button', { name: 'counter.js:3' }).first().click();
    await window.page.locator('.statusbar-item', { hasText: 'Ln 3, Col' }).waitFor();
    assert.equal(await window.page.locator('.tab', { hasText: /^counter\.js/ }).count(), 1);
  });

  it('saves their order as a test that can be run again', async () => {
    const { page, folder } = window;
    await page.locator('.tab', { hasText: 'Check of' }).first().click();
    await lens('Save Schedule').click();
    await page.locator('.tab', { hasText: 'counter.check.json' }).waitFor();
    const file = path.join(folder, 'edge-functions', 'counter.check.json');
    const { requests, schedule } = JSON.parse(fs.readFileSync(file, 'utf8'));
    assert.deepEqual(Object.keys(requests[0]), ['path', 'method', 'node']);
    assert.equal(schedule.length, 4);
    await page.locator('.activitybar .action-item a[aria-label^="Testing"]').click();
    const test = (name) =>
      page.locator('.test-explorer .monaco-list-row', { hasText: name }).first();
    await test('counter.js').waitFor();
    await waitFor('the saved schedule', async () => {
      if (await test('Saved schedule').isVisible()) return true;
      await test('counter.js').locator('.monaco-tl-twistie').click();
      return false;
    });
    await test('Saved schedule').hover();
    await test('Saved schedule').locator('.action-label[aria-label^="Run Test"]').click();
    await waitFor('it to fail again', async () =>
      /Failed/.test((await test('Saved schedule').getAttribute('aria-label')) ?? ''),
    );
    fs.rmSync(file);
    await test('Saved schedule').waitFor({ state: 'detached' });
  });

  after(() => window.closeEditors());
}
