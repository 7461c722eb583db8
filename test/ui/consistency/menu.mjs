import assert from 'node:assert/strict';
import { waitFor } from '../../host/waitFor.mjs';

/**
 * The status bar's menu offers what would change something.
 *
 * @param {import('../consistency.test.mjs').ConsistencyWindow} window
 */
export function menuTests(window) {
  const conditional = ['Clear Faults', 'Pause Clock', 'Reset Clock'];

  /** Of these three, those that the menu offers. */
  async function offered() {
    const { page } = window;
    await page.locator('.statusbar-item[id$="pagesKv.status"]').click();
    const list = page.locator('.quick-input-widget');
    const names = await waitFor('the menu', async () => {
      // More lines than fit are not in the page.
      await list.locator('input.input').fill('Clock');
      const clock = await list.locator('.monaco-list-row').allInnerTexts();
      await list.locator('input.input').fill('Fault');
      const faults = await list.locator('.monaco-list-row').allInnerTexts();
      const all = [...clock, ...faults].join('\n');
      return all.includes('Advance Clock') && all.includes('Set Fault') && all;
    });
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    // Under the pointer its tooltip would cover what is clicked next.
    await page.mouse.move(600, 300);
    return conditional.filter((name) => names.includes(name));
  }

  it('clears faults and resets time only where there is something to end', async () => {
    const { driver, statusBecomes } = window;
    assert.deepEqual(await offered(), ['Pause Clock']);
    await driver.runCommand('Pages KV: Set Fault');
    await driver.pick('Set Fault (1/2)', 'Central store');
    await driver.pick('Set Fault (2/2)', 'slow');
    await statusBecomes('Central store: slow');
    await driver.runCommand('Pages KV: Pause Clock');
    await statusBecomes('(paused)');
    assert.deepEqual(await offered(), ['Clear Faults', 'Reset Clock']);
    await driver.runCommand('Pages KV: Clear Faults');
    await driver.runCommand('Pages KV: Reset Clock');
    await statusBecomes(/singapore\s*$/);
    assert.deepEqual(await offered(), ['Pause Clock']);
  });
}
