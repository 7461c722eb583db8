import assert from 'node:assert/strict';
import { waitFor } from '../../host/waitFor.mjs';

/**
 * What the rows of the views say, to the eye and to a screen reader.
 *
 * @param {import('../consistency.test.mjs').ConsistencyWindow} window
 */
export function rowTests(window) {
  it('names what the number beside an edge node counts', async () => {
    const { driver, send } = window;
    await send('frankfurt');
    await driver.openView('Edge Nodes');
    const row = driver.row('Edge Nodes', 'frankfurt');
    await row.getByText(/^cached entries: [1-9]/).waitFor();
  });

  it('tells requests that read something stale from the others', async () => {
    const { driver, send } = window;
    await driver.runCommand('Pages KV: Clear Requests');
    await driver.openView('Requests');
    await send('frankfurt');
    await send('singapore', '/write?key=count', { method: 'POST', body: '7' });
    await send('frankfurt', '/read?key=count');
    const told = async (label) => {
      const row = driver.row('Requests', label);
      await row.waitFor();
      return {
        icon: await row.locator('.custom-view-tree-node-item-icon').getAttribute('class'),
        spoken: await row.getAttribute('aria-label'),
        shown: await row.innerText(),
      };
    };
    await waitFor('three requests', async () => {
      const rows = driver.view('Requests').locator('.monaco-list-row');
      return (await rows.count()) === 3;
    });
    const [stale, fresh] = [await told('GET /read'), await told('POST /write')];
    assert.match(stale.icon, /codicon-history/);
    assert.match(stale.shown, /200 · 1 stale · /);
    assert.match(stale.spoken, /stale reads: 1/);
    assert.match(fresh.icon, /codicon-check/);
    assert.doesNotMatch(fresh.spoken, /stale/);
  });
}
