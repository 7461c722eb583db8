// Opens a folder in a real VS Code again and again; activation.ts runs in its extension host.
import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { openBrowser } from '../../host/browser.mjs';
import { root } from '../../host/setup/root.mjs';
import { startVscodeServer } from '../../host/vscodeServer.mjs';
import { workbenchUrl } from '../../host/workbench.mjs';

const timeoutMs = 120_000;
const [folder, results, rounds] = process.argv.slice(2);

const options = {
  folder: emptyFolder(),
  extensionDevelopmentPath: copyExtension(),
  extensionTestsPath: path.join(root, 'out', 'bench', 'activation.js'),
  smokeTestDriver: true,
};
const server = await startVscodeServer({ ...options, env: { PAGES_KV_ACTIVATIONS: results } });
const browser = await openBrowser();
for (let round = 0; round < Number(rounds); round += 1) await activateOnce();
process.exit();

/** VS Code ends an extension host with the tests that ran in it, so each window has its own. */
async function activateOnce() {
  const page = await browser.newPage();
  const log = [];
  const code = await new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('VS Code did not answer')), timeoutMs).unref();
    Promise.all([
      page.exposeFunction('codeAutomationLog', (_type, args) => log.push(format(...args))),
      page.exposeFunction('codeAutomationExit', resolve),
    ])
      .then(() => page.goto(workbenchUrl(server.url, options)))
      .catch(reject);
  });
  await page.close();
  if (code !== 0) throw new Error(log.join('\n'));
}

/** The product as it is shipped, but for SQLite's file, which activation.ts puts there late. */
function copyExtension() {
  const copy = path.join(folder, 'extension');
  const manifest = ['package.json', 'package.nls.json', 'package.nls.zh-cn.json'];
  for (const name of [...manifest, 'media', 'dist']) {
    fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  }
  const wasm = path.join(copy, 'dist', 'sql-wasm.wasm');
  fs.renameSync(wasm, `${wasm}.parked`);
  return copy;
}

function emptyFolder() {
  const empty = path.join(folder, 'empty');
  fs.mkdirSync(empty, { recursive: true });
  return empty;
}
