import path from 'node:path';
import { copyFixture } from '../host/fixture.mjs';
import { freePort } from '../host/freePort.mjs';
import { seedStorage } from '../host/sample.mjs';
import { root } from '../host/setup/root.mjs';
import { extensionId, temporaryFolder } from '../host/vscodeServer.mjs';
import { waitFor } from '../host/waitFor.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { accessibilityTests } from './consistency/accessibility.mjs';
import { checkTests } from './consistency/check.mjs';
import { clockTests } from './consistency/clock.mjs';
import { everywhereTests } from './consistency/everywhere.mjs';
import { menuTests } from './consistency/menu.mjs';
import { networkTests } from './consistency/network.mjs';
import { questionTests } from './consistency/questions.mjs';
import { reloadTests } from './consistency/reload.mjs';
import { rowTests } from './consistency/rows.mjs';
import { viewTests } from './consistency/view.mjs';
import { createDriver } from './driver.mjs';

/**
 * The one window of these tests, once it is open.
 *
 * @typedef {object} ConsistencyWindow
 * @property {ReturnType<typeof createDriver>} driver
 * @property {import('playwright-core').Page} page
 * @property {string} folder of the project
 * @property {(node: string, path?: string, init?: RequestInit) => Promise<string>} send
 * @property {(words: string | RegExp) => Promise<string>} statusBecomes
 * @property {() => Promise<void>} closeEditors
 */
describe('eventual consistency, by clicks', () => {
  /** @type {ConsistencyWindow} */
  const window = {};
  let workbench;
  let steps = 0;

  before(async () => {
    const port = await freePort(8400);
    const address = `http://127.0.0.1:${port}`;
    const folder = copyFixture('workspace');
    const dataFolder = temporaryFolder();
    const storageFolder = path.join(dataFolder, 'data', 'User', 'globalStorage', extensionId);
    await seedStorage({ folder, storageFolder });
    workbench = await openWorkbench({
      ...{ vsix: path.join(root, 'edgeone-pages-kv.vsix'), folder, dataFolder },
      settings: {
        'pagesKv.functions.startOnOpen': true,
        'pagesKv.functions.port': port,
        'testing.automaticallyOpenTestResults': 'neverOpen',
      },
    });
    const { page } = workbench;
    const driver = createDriver(page);
    const status = page.locator('.statusbar-item[id$="pagesKv.status"]');
    Object.assign(window, {
      ...{ driver, page, folder },
      async send(node, where = '/counter', init = {}) {
        const headers = { 'x-pages-kv-node': node };
        return (await fetch(address + where, { ...init, headers })).text();
      },
      statusBecomes: (words) =>
        waitFor(`the status bar to say ${words}`, async () => {
          const text = await status.innerText({ timeout: 1_000 }).catch(() => '');
          return (words instanceof RegExp ? words.test(text) : text.includes(words)) && text;
        }),
      async closeEditors() {
        await driver.runCommand('View: Close All Editors');
        await page.locator('.tab').first().waitFor({ state: 'detached' });
      },
    });
    await window.statusBecomes(`127.0.0.1:${port}`);
    await driver.openPagesKv();
  });

  afterEach(async function () {
    steps += 1;
    const title = this.currentTest.title.replace(/\W+/g, '-');
    await window.driver?.screenshot(`consistency-${steps}-${title}`);
  });

  after(() => workbench?.close());

  describe('the network', () => networkTests(window));
  describe('the status menu', () => menuTests(window));
  describe('rows', () => rowTests(window));
  describe('questions', () => questionTests(window));
  describe('simulated time', () => clockTests(window));
  describe('the Consistency view', () => viewTests(window));
  describe('Check Under Concurrency', () => checkTests(window));
  describe('several edge nodes', () => everywhereTests(window));
  describe('for everybody', () => accessibilityTests(window));
  describe('a reload', () => reloadTests(window));
});
