/**
 * Questions that follow each other say how many there are, from the first one on.
 *
 * @param {import('../consistency.test.mjs').ConsistencyWindow} window
 */
export function questionTests(window) {
  const run = (title) => window.driver.runCommand(`Pages KV: ${title}`);
  const giveUp = async () => {
    const { page } = window;
    await page.keyboard.press('Escape');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  };
  const isAsked = (words) =>
    window.page.locator('.quick-input-widget').getByText(words, { exact: true }).waitFor();

  it('for a record and its new key, with a way back', async () => {
    const { driver, page } = window;
    await run('Rename Record');
    await driver.pick('Rename Record (1/3)', 'visits');
    await driver.pick('Rename Record (2/3)', 'count');
    await isAsked('Rename Record (3/3)');
    await page.locator('.quick-input-widget .action-label[aria-label^="Back"]').click();
    await isAsked('Rename Record (2/3)');
    await giveUp();
  });

  it('for an edge node and its new id', async () => {
    await run('Rename Edge Node');
    await window.driver.pick('Rename Edge Node (1/2)', 'frankfurt');
    await isAsked('Rename Edge Node (2/2)');
    await giveUp();
  });

  it('for a key and the two nodes that are compared', async () => {
    const { driver } = window;
    await run('Compare Edge Nodes');
    await driver.pick('Compare Edge Nodes (1/4)', 'visits');
    await driver.pick('Compare Edge Nodes (2/4)', 'count');
    await driver.pick('Compare Edge Nodes: count (3/4)', 'frankfurt');
    await isAsked('Compare Edge Nodes: count (4/4)');
    await giveUp();
  });

  it('for a key and the edge node that time is moved for', async () => {
    const { driver } = window;
    await run('Jump Clock to Version');
    await driver.pick('Jump Clock to Version (1/3)', 'visits');
    await driver.pick('Jump Clock to Version (2/3)', 'count');
    await isAsked('Jump Clock to Version: count (3/3)');
    await giveUp();
  });

  it('for a handler and a condition', async () => {
    await run('Check Under Concurrency');
    await window.driver.pick('Check Under Concurrency (1/2)', '/counter');
    await isAsked('Check Under Concurrency (2/2)');
    await giveUp();
  });
}
