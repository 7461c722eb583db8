import assert from 'node:assert/strict';
import { waitFor } from '../../host/waitFor.mjs';

/**
 * The network's commands without arguments: they ask.
 *
 * @param {import('../consistency.test.mjs').ConsistencyWindow} window
 */
export function networkTests(window) {
  const edgeNodes = 'Edge Nodes';
  const hasNode = (name) => window.driver.row(edgeNodes, name).waitFor();
  const lacksNode = (name) => window.driver.row(edgeNodes, name).waitFor({ state: 'detached' });

  it('turns faults on and off, by the tree and by the palette', async () => {
    const { driver, send, statusBecomes } = window;
    await driver.openView(edgeNodes);
    await hasNode('frankfurt');
    await driver.clickRowMenu(edgeNodes, 'frankfurt', 'Set Fault');
    await driver.pick('Set Fault', 'cut off');
    await statusBecomes('frankfurt: cut off');
    await driver.row(edgeNodes, 'frankfurt').getByText('cut off').waitFor();
    assert.match(await send('frankfurt'), /frankfurt/i, 'a miss fails, and the error says where');
    await driver.runCommand('Pages KV: Set Fault');
    await driver.pick('Set Fault (1/2)', 'Central store');
    await driver.pick('Set Fault (2/2)', 'slow');
    await statusBecomes('2 faults');
    await driver.clickRowMenu(edgeNodes, 'frankfurt', 'Set Fault');
    await driver.pick('Set Fault', 'Cached reads go on');
    await statusBecomes('Central store: slow');
    await driver.runCommand('Pages KV: Clear Faults');
    await statusBecomes(/singapore\s*$/);
  });

  it('sets the latency', async () => {
    const { driver, statusBecomes } = window;
    await driver.runCommand('Pages KV: Set Edge Latency');
    await driver.pick('Select how long the way', 'realistic');
    await statusBecomes('latency');
    await driver.runCommand('Pages KV: Set Edge Latency');
    await driver.pick('Select how long the way', 'Everything happens at once');
    await statusBecomes(/singapore\s*$/);
  });

  it('adds, renames and removes edge nodes', async () => {
    const { driver, page } = window;
    await driver.runCommand('Pages KV: Add Edge Node');
    await driver.pick('Add Edge Node', 'tokyo');
    await hasNode('tokyo');
    await driver.runCommand('Pages KV: Add Edge Node');
    await driver.pick('Add Edge Node', 'Other Place');
    await driver.answerInput('Id of the edge node', 'moon-base');
    await driver.answerInput('Latitude and longitude', '48.86, 2.35');
    await driver.answerInput('Milliseconds to the central store', '2500');
    await hasNode('moon-base');
    await driver.clickRowMenu(edgeNodes, 'moon-base', 'Rename Edge Node');
    await driver.answerInput('New id of the edge node', 'mars-base');
    await hasNode('mars-base');
    await driver.clickRowMenu(edgeNodes, 'mars-base', 'Remove Edge Node');
    // While VS Code reads a tree anew it knows none of its rows, and the command asks which it is.
    const question = page.locator('.quick-input-title', { hasText: 'Remove Edge Node' });
    await waitFor('mars-base to go', async () => {
      if (await question.isVisible()) await driver.pick('Remove Edge Node', 'mars-base');
      return (await driver.row(edgeNodes, 'mars-base').count()) === 0;
    });
    await lacksNode('moon-base');
    await driver.runCommand('Pages KV: Remove Edge Node');
    await driver.pick('Remove Edge Node', 'tokyo');
    await lacksNode('tokyo');
  });
}
