import { openBrowser } from './browser.mjs';
import { uriPath } from './uriPath.mjs';
import { startVscodeServer } from './vscodeServer.mjs';

/**
 * Opens a folder in a real VS Code: its server, and its window in a headless browser.
 *
 * @param {object} options
 * @param {string} [options.folder] absolute path
 * @param {string} [options.workspace] absolute path of a `.code-workspace` file, in its place
 * @param {string} [options.extensionDevelopmentPath] loads the extension from its sources' folder
 * @param {string} [options.extensionTestsPath] a module whose `run()` runs in the extension host
 * @param {(page: import('playwright-core').Page) => Promise<void>} [options.prepare] before it opens
 * @param {string} [options.vsix]
 * @param {Record<string, unknown>} [options.settings]
 * @param {boolean} [options.smokeTestDriver] wanted by the two `extension…Path` options
 * @param {string} [options.locale]
 * @param {string} [options.dataFolder]
 * @param {Record<string, string>} [options.env]
 * @returns {Promise<Workbench>}
 *
 * @typedef {object} Workbench
 * @property {import('playwright-core').Page} page
 * @property {string} url address of the window
 * @property {import('./vscodeServer.mjs').VscodeServer} server
 * @property {() => Promise<void>} close
 */
export async function openWorkbench(options) {
  const server = await startVscodeServer(options);
  const url = workbenchUrl(server.url, options);
  const context = await openBrowser(options);
  const page = await context.newPage();
  const close = async () => {
    await context.close();
    server.end();
  };
  try {
    await options.prepare?.(page);
    await page.goto(url);
    await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  } catch (error) {
    await close();
    throw error;
  }
  return { page, url, server, close };
}

/** The workbench takes what to open and to load from its address. */
export function workbenchUrl(serverUrl, options) {
  const url = new URL(serverUrl);
  for (const name of ['folder', 'workspace']) {
    if (options[name]) url.searchParams.set(name, uriPath(options[name]));
  }
  const remote = (file) => `vscode-remote://${url.host}${uriPath(file)}`;
  const payload = [['skipWelcome', 'true']];
  for (const name of ['extensionDevelopmentPath', 'extensionTestsPath']) {
    if (options[name]) payload.push([name, remote(options[name])]);
  }
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
