import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { waitFor } from '../../host/waitFor.mjs';

/** Where the first event stands after "Show All": a margin behind the names of the lanes. */
const first = { x: 128 + 32, singapore: 100, singaporeCopy: 127 };

/**
 * The Consistency view on what real requests do.
 *
 * @param {import('../consistency.test.mjs').ConsistencyWindow} window
 */
export function viewTests(window) {
  const view = () => window.driver.webview();
  const tab = async (name) => (await view()).getByRole('tab', { name }).click();
  const rows = async () => (await view()).locator('#table tbody tr');
  const rowsBecome = (count) =>
    waitFor(`${count} rows`, async () => (await (await rows()).count()) === count);
  const atLine = (line) =>
    window.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col` }).waitFor();
  const filter = async (name, text) =>
    (await view()).getByLabel(name, { exact: name === 'Key' }).fill(text);

  it('shows what requests do, and lists it in a table that can be narrowed', async () => {
    const { driver, send } = window;
    await driver.runCommand('Pages KV: Clear Requests');
    // A warning that is told once more would be about the requests of before.
    await driver.runCommand('Pages KV: Clear Concurrency Warnings');
    await driver.runCommand('Pages KV: Show Consistency View');
    await (await view()).getByText('Nothing has happened yet.').first().waitFor();
    for (const node of ['singapore', 'frankfurt', 'singapore']) await send(node);
    await send('singapore', '/write?key=solo', { method: 'POST', body: 'once' });
    const canvas = (await view()).locator('canvas');
    await waitFor('marks', async () => Number(await canvas.getAttribute('data-drawn')) > 7);
    await tab('Table');
    await rowsBecome(7);
    assert.match(
      (await (await rows()).allInnerTexts()).join('\n'),
      /singapore\s+get\s+count\s+stale read\s+v\d+ · 1 behind/,
    );
    await filter('Request', 'POST /write');
    await rowsBecome(1);
    await filter('Request', '');
    await filter('Key', 'count');
    await rowsBecome(6);
  });

  it('stands still while it is paused', async () => {
    const page = await view();
    await page.getByRole('button', { name: 'Pause' }).click();
    await window.send('silicon-valley');
    await page.getByText('2 new').waitFor();
    assert.equal(await (await rows()).count(), 6);
    await page.getByRole('button', { name: 'Resume' }).click();
    await rowsBecome(8);
  });

  it('is used by keyboard: each control by Tab, each event by arrows', async () => {
    await tab('Timeline');
    const page = await view();
    const { keyboard } = window.page;
    await page.getByRole('button', { name: 'Show All' }).click();
    await page.getByRole('tab', { name: 'Timeline' }).focus();
    const reached = [];
    for (let step = 0; step < 9; step += 1) {
      await keyboard.press('Tab');
      const focused = page.locator(':focus');
      reached.push(await focused.evaluate(nameOf));
      assert.equal(await focused.evaluate((one) => getComputedStyle(one).outlineStyle), 'solid');
    }
    const names = ['Pause', 'Zoom Out', 'Zoom In', 'Show All', 'Now', 'Export…', 'Key'];
    assert.deepEqual(reached.slice(0, 7), names);
    assert.match(reached.slice(7).join(), /^Request.*,Timeline of KV operations/);
    const live = page.locator('[aria-live=polite]');
    await keyboard.press('End');
    assert.match(await live.innerText(), /^write · count, Edge node: silicon-valley/);
    await keyboard.press('ArrowLeft');
    assert.match(await live.innerText(), /^miss · count, Edge node: silicon-valley/);
    await keyboard.press('+');
    await keyboard.press('Enter');
    await atLine(2);
  });

  it('opens by the light bulb of a warning, which offers each fix once', async () => {
    const { driver, page } = window;
    const { keyboard } = page;
    await page.locator('.tab', { hasText: 'counter.js' }).click();
    const warned = page.locator('.squiggly-warning').first();
    await warned.waitFor();
    await keyboard.press('ArrowDown');
    await atLine(3);
    // While VS Code looks for what the bulb would offer, it drops whoever asks for its menu.
    await page.locator('.lightBulbWidget').waitFor();
    await keyboard.press('ControlOrMeta+.');
    const menu = page.locator('.action-widget .monaco-list-row.action');
    await menu.filter({ hasText: 'Show in Consistency View: stale-write of "count"' }).waitFor();
    const titles = (await menu.allInnerTexts()).map((text) => text.trim());
    assert.equal(titles[0], 'Count with a key for each event');
    assert.equal(new Set(titles).size, titles.length, titles.join());
    await keyboard.press('ArrowDown');
    while (!(await menu.and(page.locator('.focused')).innerText()).includes('View: stale-write')) {
      await keyboard.press('ArrowDown');
    }
    await keyboard.press('Enter');
    const key = (await driver.webview()).getByLabel('Key', { exact: true });
    await waitFor('the key of the warning', async () => (await key.inputValue()) === 'count');
    const request = (await driver.webview()).getByLabel('Request');
    assert.match(await request.inputValue(), /^[^, ]+, [^, ]+$/);
    await tab('Table');
    // Both requests of the warning read and write, and nothing else is shown.
    await rowsBecome(4);
    assert.match(
      (await (await rows()).allInnerTexts()).join('\n'),
      /write\s+v(\d+)[^]*stale read[^]*write\s+v/,
    );
    await filter('Request', '');
    await tab('Timeline');
  });

  it('leads from an event to its code, and from a copy to its record', async () => {
    const { page } = window;
    await filter('Key', 'solo');
    await (await view()).getByRole('button', { name: 'Show All' }).click();
    const picture = (await view()).locator('.picture');
    await picture.click({ position: { x: first.x, y: first.singapore } });
    await page.locator('.tab.active', { hasText: 'write.js' }).waitFor();
    await atLine(3);
    await page.locator('.tab', { hasText: 'Consistency' }).click();
    await (
      await view()
    )
      .locator('.picture')
      .click({ position: { x: first.x + 20, y: first.singaporeCopy } });
    await page.locator('.tab.active', { hasText: 'solo' }).waitFor();
    await (await view()).locator('h1', { hasText: 'solo' }).waitFor();
    await page.locator('.tab', { hasText: 'Consistency' }).click();
  });

  it('is written to a file as SVG and as PNG', async () => {
    const { page, folder } = window;
    await filter('Key', 'count');
    await (await view()).getByRole('button', { name: 'Show All' }).click();
    const save = async (name, end) => {
      const file = path.join(folder, name);
      await (await view()).getByRole('button', { name: 'Export…' }).click();
      const box = page.locator('.quick-input-widget input.input');
      await waitFor('the question where to', async () =>
        (await box.inputValue()).endsWith('consistency.svg'),
      );
      await box.fill(file);
      await page.keyboard.press('Enter');
      // It is there before it is whole.
      const isWhole = () => fs.existsSync(file) && fs.readFileSync(file).includes(end);
      await waitFor(name, async () => isWhole());
      return fs.readFileSync(file);
    };
    const svg = (await save('picture.svg', '</svg>')).toString();
    assert.match(svg, /^<svg [^]*>silicon-valley<[^]*>v\d+<[^]*<\/svg>\n$/);
    const png = await save('picture.png', 'IEND');
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    const canvas = (await view()).locator('canvas');
    const width = await canvas.evaluate((one) => one.width / devicePixelRatio);
    assert.equal(png.readUInt32BE(16), width * 2);
  });
}

function nameOf(control) {
  return control.getAttribute('aria-label') ?? control.textContent;
}
