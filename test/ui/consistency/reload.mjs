import assert from 'node:assert/strict';
import { waitFor } from '../../host/waitFor.mjs';

/**
 * The window closes and opens again.
 *
 * @param {import('../consistency.test.mjs').ConsistencyWindow} window
 */
export function reloadTests(window) {
  it('comes back with the window, as it was left, and goes on', async () => {
    const { driver, page, send, statusBecomes } = window;
    await driver.runCommand('Pages KV: Show Consistency View');
    const before = await driver.webview();
    await before.getByLabel('Key', { exact: true }).fill('count');
    await before.getByRole('tab', { name: 'Table' }).click();
    const loaded = page.waitForEvent('load');
    await driver.runCommand('Developer: Reload Window');
    await loaded;
    const view = await driver.webview({ timeout: 60_000 });
    const table = view.getByRole('tab', { name: 'Table' });
    await table.waitFor();
    assert.equal(await table.getAttribute('aria-selected'), 'true');
    assert.equal(await view.getByLabel('Key', { exact: true }).inputValue(), 'count');
    await statusBecomes('127.0.0.1');
    await send('singapore');
    const rows = view.locator('#table tbody tr');
    await waitFor('what happens now', async () => (await rows.count()) === 2);
    // There is one panel, which the command brings to the front.
    await driver.runCommand('Pages KV: Show Consistency View');
    assert.equal(await page.locator('.tab', { hasText: 'Consistency' }).count(), 1);
  });
}
