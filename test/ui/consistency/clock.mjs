import { waitFor } from '../../host/waitFor.mjs';

/**
 * Simulated time, by the palette.
 *
 * @param {import('../consistency.test.mjs').ConsistencyWindow} window
 */
export function clockTests(window) {
  it('lets time run faster, stand still, and jump to when a node sees a version', async () => {
    const { driver, send, statusBecomes } = window;
    await driver.runCommand('Pages KV: Set Clock Speed');
    await driver.pick('Set Clock Speed', '× 60');
    await statusBecomes('× 60');
    await driver.runCommand('Pages KV: Pause Clock');
    const before = await statusBecomes('paused');
    for (const node of ['frankfurt', 'singapore']) await send(node);
    await driver.runCommand('Pages KV: Jump Clock to Version');
    await driver.pick('Jump Clock to Version', 'visits');
    await driver.pick('Type the beginning of a key', 'count');
    await driver.pick('Jump Clock to Version: count', /frankfurt.*1 behind · fresh in 60 s/);
    await waitFor('time to pass', async () => (await statusBecomes('paused')) !== before);
    await driver.expand('Edge Nodes', 'frankfurt');
    await driver.view('Edge Nodes').getByText('Nothing is cached on this edge node.').waitFor();
    await driver.runCommand('Pages KV: Reset Clock');
    await statusBecomes(/singapore\s*$/);
  });
}
